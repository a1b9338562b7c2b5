#!/usr/bin/env python3
"""Times `recap` on one article, process start to end: wall-clock seconds, processor seconds, peak memory.

    cargo build --release && scripts/time_article.py [ARTICLE] [--runs N] [--jobs N] [--vs OTHER_BINARY | --longer N]

Needs Python 3 on Linux or macOS and nothing else. With --vs the two binaries take turns, so that a drift of the machine
touches both, and the ratio is taken pair by pair. With --longer the article takes turns with one that is N times as long:
its paragraphs again and again, a tenth of the words swapped for others, so that no sentence is encoded once for all.
Medians are what to quote.
"""
import argparse
import os
import random
import re
import statistics
import tempfile

import measure

FIGURES = ("wall s", 0, "{:.3f}"), ("processor s", 1, "{:.3f}"), ("peak MiB", 2, "{:.0f}")
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def run(binary, article, jobs):
    return measure.run([binary, "-q", *(["-j", str(jobs)] if jobs else []), article])


def longer(article, times, folder):
    """An article of the paragraphs of another, so many times."""
    with open(article, encoding="utf-8") as file:
        title, *paragraphs = file.read().strip().split("\n\n")
    shuffled = random.Random(1)
    words = sorted(set(re.findall(r"[a-z]{5,}", " ".join(paragraphs))))

    def swap(word):
        return shuffled.choice(words) if shuffled.random() < 0.1 else word.group()

    text = [re.sub(r"[a-z]{5,}", swap, paragraph) for _ in range(times) for paragraph in paragraphs]
    path = os.path.join(folder, "longer.txt")
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n\n".join([title, *text]) + "\n")
    return path


def line(name, values, form):
    print(f"  {name:<38}" + "".join(f"{form.format(v):>10}" for v in (min(values), statistics.median(values), max(values))))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("article", nargs="?", default=os.path.join(ROOT, "fixtures/articles/dairy-closure.txt"))
    parser.add_argument("--bin", default=os.path.join(ROOT, "target/release/recap"))
    parser.add_argument("--vs", help="another binary, run in turn")
    parser.add_argument("--runs", type=int, default=11)
    parser.add_argument("--jobs", type=int, help="threads")
    parser.add_argument("--longer", type=int, help="compare with an article so many times as long")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        contestants = [(options.bin, options.article)]
        if options.vs:
            contestants.append((options.vs, options.article))
        elif options.longer:
            contestants.append((options.bin, longer(options.article, options.longer, folder)))
        samples = [[] for _ in contestants]
        for turn in range(options.runs + 1):
            for (binary, article), taken in zip(contestants, samples):
                sample = run(binary, article, options.jobs)
                if turn:  # the first warms the file cache
                    taken.append(sample)
    for (binary, article), taken in zip(contestants, samples):
        name = f"{os.path.basename(binary)} {os.path.basename(article)}, {options.runs} runs"
        print(f"{name:<48}{'min':>8}{'median':>10}{'max':>10}")
        for what, column, form in FIGURES:
            line(what, [sample[column] for sample in taken], form)
    if len(samples) > 1:
        print("ratios, second to first")
        for what, column, _ in FIGURES:
            line(what, [b[column] / a[column] for a, b in zip(*samples)], "{:.2f}")


if __name__ == "__main__":
    main()
