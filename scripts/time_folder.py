#!/usr/bin/env python3
"""Times `recap` on a folder: articles a second by number of threads, and a second run over the unchanged folder.

    cargo build --release && scripts/time_folder.py [--articles N] [--jobs 1,2] [--from ARTICLES.jsonl]

Needs Python 3 on Linux or macOS and nothing else. Without --from the articles are made of the sentences of the fixtures,
each in an order of its own, 475 words on average. The rates are also given against the encoder's tokens a second on one
thread, as the JSON output tells tokens.
"""
import argparse
import glob
import json
import os
import random
import re
import statistics
import tempfile

import measure

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def made_up(count):
    """Articles of shuffled sentences: of the fixtures, in paragraphs of three, 250 to 700 words."""
    sentences = []
    for path in sorted(glob.glob(os.path.join(ROOT, "fixtures/articles/*"))):
        with open(path, encoding="utf-8") as file:
            lines = [line for line in file.read().splitlines() if len(line.split()) > 8]
        sentences += [s for line in lines for s in re.split(r"(?<=[.!?”])\s+(?=[A-Z“])", line)]
    for number in range(count):
        shuffled = random.Random(number)
        length, words, paragraphs = shuffled.randint(250, 700), 0, []
        while words < length:
            # The number keeps sentences from being the same in all articles: nothing is encoded once for all.
            chosen = [f"{s} Entry {number}-{shuffled.randrange(10**6)}." for s in shuffled.sample(sentences, 3)]
            paragraphs.append(" ".join(chosen))
            words += len(paragraphs[-1].split())
        yield f"Report number {number}\n\n" + "\n\n".join(paragraphs) + "\n"


def given(path, count):
    with open(path, encoding="utf-8") as file:
        for line in list(file)[:count]:
            yield json.loads(line)["text"]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--bin", default=os.path.join(ROOT, "target/release/recap"))
    parser.add_argument("--articles", type=int, default=400)
    parser.add_argument("--jobs", default="1,2", help="numbers of threads, the first is compared with")
    parser.add_argument("--from", dest="source", help="JSONL with `text`, instead of made-up articles")
    options = parser.parse_args()
    jobs = [int(n) for n in options.jobs.split(",")]
    texts = list(given(options.source, options.articles) if options.source else made_up(options.articles))
    words = statistics.mean(len(text.split()) for text in texts)
    print(f"{len(texts)} articles, {words:.0f} words on average")
    with tempfile.TemporaryDirectory() as folder:
        saved = os.path.join(folder, "saved")
        os.mkdir(saved)
        for number, text in enumerate(texts):
            with open(os.path.join(saved, f"{number:05}.txt"), "w", encoding="utf-8") as file:
                file.write(text)
        first = None
        for n in jobs:
            recaps = os.path.join(folder, f"recaps-{n}")
            command = [options.bin, "-q", "-j", str(n), "-o", recaps, saved]
            wall, processor, peak = measure.run(command)
            first = first or wall
            print(
                f"  {n} threads: {wall:6.1f} s, {len(texts) / wall:5.1f} articles/s, {first / wall:.2f} x, "
                f"{processor:.1f} s of processor time, peak {peak:.0f} MiB"
            )
        again = min(measure.run(command)[0] for _ in range(3))
        print(f"  unchanged: {again:6.3f} s, {wall / again:.0f} x faster than the run before")


if __name__ == "__main__":
    main()
