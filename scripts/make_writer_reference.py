#!/usr/bin/env python3
"""Makes fixtures/writer/reference.json: what the language models' engine is tested against.

    make_writer_reference.py [SmolLM2-135M-Instruct.Q4_1.gguf]

Needs numpy, regex and, for the file, gguf. Three small models of made-up weights, one for each family, go through a plain
forward pass in float64, written from the papers and the GGUF conventions: no cache, no blocks, one head at a time. The test
makes the same weights by the same formula. Tokenisations come from a byte-pair encoder written here; with the file, some
of the real vocabulary are added.
"""
import json
import os
import sys

import numpy as np
import regex

HIDDEN, INNER, LAYERS, HEADS, KV_HEADS, THETA, EPSILON = 48, 80, 2, 4, 2, 10000.0, 1e-5
FAMILIES = {"llama": 12, "qwen2": 12, "qwen3": 18}  # width of a head
TOKENS = [5, 77, 131, 9, 200, 31, 31, 254, 66, 12, 118, 3]
MERGES = ["Ġ t", "h e", "Ġt he", "i n", "Ġ 1", "1 2", "12 3", "' s", "e r"]
CONTROL = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
TEXTS = ["the other in 1234 the", " 12 the's\n\n  inner", "Öre <|im_end|> 12", "12th: \"in\"  12", "a\u00a0b 東京 😀 ", ""]
REAL_TEXTS = [
    "Tarn Valley lost $8.3 million in 2024, it said.",
    " leading space\n\n\tand tabs  two",
    "don't we'll \u201cquote\u201d 12,345.67 \u20ac",
    "<|im_start|>system",
]
WORDS = {
    "smollm": r"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+",
    "qwen2": r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+",
    "llama-bpe": r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+",
}


def weights(index, shape, scale):
    """Made-up values: a hash of the tensor's index and the value's."""
    i = np.arange(int(np.prod(shape)), dtype=np.uint64)
    h = (i * 2654435761 + index * 40503 + 12345) & 0xFFFFFFFF
    h ^= h >> np.uint64(15)
    h = (h * 2246822519) & 0xFFFFFFFF
    h ^= h >> np.uint64(13)
    return ((h / 2**32 - 0.5) * 2 * scale).astype(np.float32).astype(np.float64).reshape(shape)


class Model:
    def __init__(self, family, head, vocabulary):
        self.family, self.head, self.index = family, head, 0
        queries, keys = HEADS * head, KV_HEADS * head
        self.embedding = self.next((vocabulary, HIDDEN), 1.0)
        self.norm = 1 + self.next((HIDDEN,), 0.1)
        self.layers = []
        for _ in range(LAYERS):
            layer = {
                "attn_norm": 1 + self.next((HIDDEN,), 0.1),
                "q": self.next((queries, HIDDEN), 0.3), "k": self.next((keys, HIDDEN), 0.3), "v": self.next((keys, HIDDEN), 0.3),
                "o": self.next((HIDDEN, queries), 0.3),
                "ffn_norm": 1 + self.next((HIDDEN,), 0.1),
                "gate": self.next((INNER, HIDDEN), 0.3), "up": self.next((INNER, HIDDEN), 0.3), "down": self.next((HIDDEN, INNER), 0.3),
            }
            if family == "qwen2":
                layer["biases"] = [self.next((queries,), 0.5), self.next((keys,), 0.5), self.next((keys,), 0.5)]
            if family == "qwen3":
                layer["norms"] = [1 + self.next((head,), 0.1), 1 + self.next((head,), 0.1)]
            self.layers.append(layer)

    def next(self, shape, scale):
        self.index += 1
        return weights(self.index, shape, scale)

    def turn(self, x, position):
        """Rotary position of one head: neighbours turn together in llama's GGUF files, halves in the others."""
        half = self.head // 2
        angles = position * THETA ** (-2.0 * np.arange(half) / self.head)
        cos, sin, out = np.cos(angles), np.sin(angles), np.empty_like(x)
        a, b = (slice(0, None, 2), slice(1, None, 2)) if self.family == "llama" else (slice(0, half), slice(half, None))
        out[a], out[b] = x[a] * cos - x[b] * sin, x[a] * sin + x[b] * cos
        return out

    def logits(self, tokens):
        rms = lambda x, gain: x / np.sqrt((x * x).mean(-1, keepdims=True) + EPSILON) * gain
        x = self.embedding[tokens]
        for layer in self.layers:
            y = rms(x, layer["attn_norm"])
            q, k, v = (y @ layer[name].T for name in "qkv")
            if "biases" in layer:
                q, k, v = (part + bias for part, bias in zip((q, k, v), layer["biases"]))
            heads = lambda part: part.reshape(len(tokens), -1, self.head)
            q, k, v = heads(q), heads(k), heads(v)
            if "norms" in layer:
                q, k = rms(q, layer["norms"][0]), rms(k, layer["norms"][1])
            mixed = np.zeros((len(tokens), HEADS, self.head))
            for h in range(HEADS):
                g = h // (HEADS // KV_HEADS)
                for i in range(len(tokens)):
                    scores = np.array([self.turn(q[i, h], i) @ self.turn(k[j, g], j) for j in range(i + 1)]) / np.sqrt(self.head)
                    p = np.exp(scores - scores.max())
                    mixed[i, h] = (p / p.sum()) @ v[: i + 1, g]
            x = x + mixed.reshape(len(tokens), -1) @ layer["o"].T
            y = rms(x, layer["ffn_norm"])
            gate = y @ layer["gate"].T
            x = x + (gate / (1 + np.exp(-gate)) * (y @ layer["up"].T)) @ layer["down"].T
        return rms(x[-1], self.norm) @ self.embedding.T


def alphabet():
    """GPT-2's characters for bytes."""
    printable = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    moved = iter(range(0x100, 0x200))
    return [chr(b) if b in printable else chr(next(moved)) for b in range(256)]


def encode(text, words, ranks, ids):
    """Byte-pair encoding as the paper has it: merge the pair of lowest rank until there is none."""
    letters, out = alphabet(), []
    # SmolLM takes digits out one by one before anything else.
    pieces = regex.split(r"(\p{N})", text) if words == WORDS["smollm"] else [text]
    for word in (word for piece in pieces for word in regex.findall(words, piece)):
        parts = [letters[b] for b in word.encode()]
        while len(parts) > 1:
            rank, at = min((ranks.get((a, b), 1 << 30), i) for i, (a, b) in enumerate(zip(parts, parts[1:])))
            if rank == 1 << 30:
                break
            parts[at : at + 2] = [parts[at] + parts[at + 1]]
        out += [ids[part] for part in parts]
    return out


def main():
    vocabulary = CONTROL + alphabet() + [merge.replace(" ", "") for merge in MERGES]
    ids = {token: i for i, token in enumerate(vocabulary)}
    ranks = {tuple(merge.split(" ")): i for i, merge in enumerate(MERGES)}
    reference = {
        "merges": MERGES,
        "vocabulary": vocabulary,
        "tokens": TOKENS,
        "logits": {f: [round(float(v), 6) for v in Model(f, head, len(vocabulary)).logits(TOKENS)] for f, head in FAMILIES.items()},
        "tokenizations": [
            {"pre": pre, "text": text, "ids": encode(text, words, ranks, ids)} for pre, words in WORDS.items() for text in TEXTS
        ],
        "smollm2": [],
    }
    if len(sys.argv) > 1:
        from gguf import GGUFReader

        fields = GGUFReader(sys.argv[1]).fields
        ids = {token: i for i, token in enumerate(fields["tokenizer.ggml.tokens"].contents())}
        ranks = {tuple(m.split(" ")): i for i, m in enumerate(fields["tokenizer.ggml.merges"].contents())}
        reference["smollm2"] = [{"pre": "smollm", "text": text, "ids": encode(text, WORDS["smollm"], ranks, ids)} for text in REAL_TEXTS]
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../fixtures/writer/reference.json")
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf8") as file:
        json.dump(reference, file, ensure_ascii=False)
        file.write("\n")


main()
