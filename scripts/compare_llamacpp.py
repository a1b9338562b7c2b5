#!/usr/bin/env python3
"""Times the engine of the writer against llama.cpp: the same file, the same tokens, as many threads, in turns.

    cargo build --release --example time_writer && python3 scripts/compare_llamacpp.py [--model FILE] [--threads N] [--turns N]

Needs llama-cpp-python, built from source on the machine (`pip install --no-binary llama-cpp-python llama-cpp-python`), so
that it uses what the processor has. Each figure is a median over all turns; a ratio above 1 means that recap is faster.
"""
import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
FIGURES = {"prompt 256": 256, "prompt 1000": 1000, "write 64": 64}
PER_TURN = 3


def prompt(length, turn):
    """The tokens of scripts/time_writer.rs."""
    return [1000 + (turn * 7919 + i * 31) % 20_000 for i in range(length)]


def llamacpp(model, turn):
    """Seconds of PER_TURN repetitions of each figure."""
    seconds = {name: [] for name in FIGURES}
    for repetition in range(PER_TURN):
        number = turn * PER_TURN + repetition

        def read(length, number=number):
            model.reset()
            start = time.perf_counter()
            model.eval(prompt(length, number))
            return time.perf_counter() - start

        seconds["prompt 256"].append(read(256))
        seconds["prompt 1000"].append(read(1000))
        read(256)
        start = time.perf_counter()
        for token in range(64):
            model.eval([1000 + token])
        seconds["write 64"].append(time.perf_counter() - start)
    return seconds


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bin", default=ROOT / "target/release/examples/time_writer")
    parser.add_argument("--model", help="GGUF file; otherwise that of `recap models path`")
    parser.add_argument("--recap", default=ROOT / "target/release/recap", help="asked for the model's path")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--turns", type=int, default=3)
    options = parser.parse_args()
    try:
        import llama_cpp
    except ImportError:
        sys.exit("llama-cpp-python is needed: see the head of this script")
    path = options.model
    if path is None:
        found = subprocess.run([options.recap, "models", "path"], capture_output=True, text=True, check=True)
        path = found.stdout.split("\n")[0]
    model = llama_cpp.Llama(
        path, n_ctx=2048, n_batch=1024, n_ubatch=512, n_threads=options.threads, n_threads_batch=options.threads, verbose=False
    )
    llamacpp(model, 1000)  # warms up
    environment = dict(os.environ, RAYON_NUM_THREADS=str(options.threads))
    ours = {name: [] for name in FIGURES}
    theirs = {name: [] for name in FIGURES}
    for turn in range(options.turns):
        run = subprocess.run([options.bin, path, str(PER_TURN)], env=environment, capture_output=True, text=True, check=True)
        for name, seconds in json.loads(run.stdout).items():
            ours[name] += seconds
        for name, seconds in llamacpp(model, turn).items():
            theirs[name] += seconds
    print(f"{os.path.basename(path)}, {options.threads} threads, llama-cpp-python {llama_cpp.__version__}, tokens a second")
    print(f"  {'':<12}{'recap':>10}{'llama.cpp':>12}{'ratio':>8}")
    for name, tokens in FIGURES.items():
        mine, other = (tokens / statistics.median(seconds[name]) for seconds in (ours, theirs))
        print(f"  {name:<12}{mine:>10.0f}{other:>12.0f}{mine / other:>8.2f}")


if __name__ == "__main__":
    main()
