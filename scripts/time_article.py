#!/usr/bin/env python3
"""Times `recap` on one article, process start to end: wall-clock seconds, processor seconds, peak memory.

    cargo build --release && scripts/time_article.py [ARTICLE] [--runs N] [--jobs N] [--vs OTHER_BINARY]

Needs Python 3 on Linux or macOS and nothing else. With --vs the two binaries take turns, so that a drift of the machine
touches both, and the ratio is taken pair by pair. Medians are what to quote.
"""
import argparse
import os
import statistics

import measure

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def run(binary, article, jobs):
    return measure.run([binary, "-q", *(["-j", str(jobs)] if jobs else []), article])


def line(name, values, form):
    print(f"  {name:<14}" + "".join(f"{form.format(v):>10}" for v in (min(values), statistics.median(values), max(values))))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("article", nargs="?", default=os.path.join(ROOT, "fixtures/articles/dairy-closure.txt"))
    parser.add_argument("--bin", default=os.path.join(ROOT, "target/release/recap"))
    parser.add_argument("--vs", help="another binary, run in turn")
    parser.add_argument("--runs", type=int, default=11)
    parser.add_argument("--jobs", type=int, help="threads")
    options = parser.parse_args()
    binaries = [options.bin] + ([options.vs] if options.vs else [])
    samples = {binary: [] for binary in binaries}
    for turn in range(options.runs + 1):
        for binary in binaries:
            sample = run(binary, options.article, options.jobs)
            if turn:  # the first warms the file cache
                samples[binary].append(sample)
    for binary in binaries:
        print(f"{os.path.relpath(binary)}, {options.runs} runs" + " " * 8 + "min    median       max")
        for name, column, form in (("wall s", 0, "{:.3f}"), ("processor s", 1, "{:.3f}"), ("peak MiB", 2, "{:.0f}")):
            line(name, [sample[column] for sample in samples[binary]], form)
    if options.vs:
        ratios = [a[0] / b[0] for a, b in zip(samples[options.bin], samples[options.vs])]
        line("wall ratio", ratios, "{:.2f}")


if __name__ == "__main__":
    main()
