# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes added_tokens.jsonl: the ids that CLIPTokenizer of transformers 5.24.0 gives with added tokens, one folder a row.

Usage: make_added_tokens.py tests/golden/data/tokenizer/clip_small > added_tokens.jsonl

A row says the files beside the vocabulary, texts, their ids with the frame, the id of padding, and the prompts that
diffusers 0.42.1 makes of the texts where a token has several vectors. The last rows are drawn at random.
"""
import json
import os
import pathlib
import random
import shutil
import sys
import tempfile

os.environ["TRANSFORMERS_VERBOSITY"] = "error"
from diffusers.loaders import TextualInversionLoaderMixin  # noqa: E402
from transformers import CLIPTokenizer  # noqa: E402

START, END = "<|startoftext|>", "<|endoftext|>"
VOCABULARY = pathlib.Path(sys.argv[1])
TEXTS = ["a <cat-toy> near", "a <CAT-TOY>_1 x", "x<cat-toy>_1y", "<cat-toy>_2", "SKS_STYLE sks_style sks_Style",
         END, START, "<|ENDOFTEXT|>!", "<|STARTOFTEXT|>!", "a word. aword word_ word\u00e9 word-x (Word)",
         "TWO  words\ttwo words", "a <l> b", "caf\u00e9 cafe\u0301", "[PAD] x", "the</w> <A1><a1>", ""]


def token(content, **fields):
    return {"content": content, "lstrip": False, "rstrip": False, "single_word": False, **fields}


def known_rows():
    strings = {"bos_token": START, "eos_token": END, "unk_token": END, "pad_token": END}
    objects = {name: token(text, normalized=True) for name, text in strings.items()}
    inversion = {"<cat-toy>": 800, "<cat-toy>_1": 801, "sks_Style": 802}
    decoder = {"798": token(START, normalized=True, special=True), "799": token(END, normalized=False, special=True),
               "800": token("<cat-toy>", normalized=False), "801": token("Word", normalized=True, single_word=True),
               "802": token("two  Words", normalized=True), "803": token("<l>", lstrip=True, rstrip=True)}
    listed = [{"id": int(number), "special": False, **fields} for number, fields in decoder.items()]
    yield {"tokenizer_config.json": strings, "special_tokens_map.json": {**objects, "pad_token": END},
           "added_tokens.json": inversion}
    yield {"tokenizer_config.json": strings, "added_tokens.json": inversion}
    yield {"special_tokens_map.json": objects, "added_tokens.json": inversion}
    yield {"tokenizer_config.json": {**strings, "added_tokens_decoder": decoder}, "added_tokens.json": inversion}
    yield {"tokenizer_config.json": strings, "tokenizer.json": listed}
    yield {"tokenizer_config.json": strings, "tokenizer.json": listed, "added_tokens.json": {"[PAD]": 804}}
    yield {"tokenizer_config.json": {**strings, "added_tokens_decoder": {"800": token("[PAD]", normalized=True)}},
           "tokenizer.json": listed}
    yield {"added_tokens.json": {"<l>": 900, "<A1>": 1000, "the</w>": 5, "[PAD]": 799}}
    yield {"tokenizer_config.json": {**strings, "pad_token": "[PAD]"}}
    yield {"tokenizer_config.json": {**strings, "additional_special_tokens": ["<A1>", "Word"]}}
    yield {"special_tokens_map.json": {**strings, "additional_special_tokens": ["<A1>", "<l>"]}}
    yield {"tokenizer_config.json": {"bos_token": {"__type": "AddedToken", **objects["bos_token"]},
                                     "eos_token": {"__type": "AddedToken", **objects["eos_token"]}}}
    yield {"added_tokens.json": {END: 799, START: 798, "<cat-toy>": 800, "<cat-toy>_1": 801, "<cat-toy>_2": 802}}


def random_token(rng, content):
    out = token(content, lstrip=rng.random() < 0.2, rstrip=rng.random() < 0.2, single_word=rng.random() < 0.3)
    if rng.random() < 0.8:
        out["normalized"] = rng.random() < 0.5
    return out


def random_rows(count):
    rng = random.Random(5)
    words = [START, END, "<cat-toy>", "<cat-toy>_1", "<cat-toy>_2", "Word", "two  Words", "the</w>", "[PAD]", "<l>", "<A1>"]
    names = {"bos_token": START, "eos_token": END, "unk_token": END, "pad_token": END}

    def named(content, typed):
        if rng.random() < 0.5:
            return content
        return {**random_token(rng, content), "normalized": True, **({"__type": "AddedToken"} if typed else {})}

    for _ in range(count):
        config = {name: named(text, True) for name, text in names.items() if rng.random() < 0.7}
        files = {"tokenizer_config.json": config}
        if rng.random() < 0.3:
            config["additional_special_tokens"] = rng.sample(["<A1>", "Word", "<l>"], 2)
        if rng.random() < 0.4:
            files["special_tokens_map.json"] = {name: named(text, False) for name, text in names.items()}
        if rng.random() < 0.5:
            files["added_tokens.json"] = {word: rng.choice([5, 798, 799, 800, 801, 802, 900])
                                          for word in rng.sample(words, rng.randint(0, 5))}
        if rng.random() < 0.3:
            config["added_tokens_decoder"] = {str(rng.choice([798, 799, 800, 801, 900])): {
                **random_token(rng, word), "special": rng.random() < 0.4} for word in rng.sample(words, 4)}
        if rng.random() < 0.3:
            files["tokenizer.json"] = [{"normalized": True, **random_token(rng, word), "id": number, "special": False}
                                       for number, word in zip((798, 799, 800, 801), rng.sample(words, 4))]
        yield files


def row_of(files):
    vocabulary = json.loads((VOCABULARY / "vocab.json").read_text())
    merges = [line for line in (VOCABULARY / "merges.txt").read_text().splitlines() if line and line[0] != "#"]
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for part in ("vocab.json", "merges.txt"):
            shutil.copy(VOCABULARY / part, folder)
        for part, content in files.items():
            if part == "tokenizer.json":
                content = {"version": "1.0", "added_tokens": content,
                           "model": {"type": "BPE", "vocab": vocabulary, "merges": merges}}
            (folder / part).write_text(json.dumps(content))
        tokenizer = CLIPTokenizer.from_pretrained(folder)
    return {"files": files, "padding": tokenizer.pad_token_id, "texts": TEXTS,
            "ids": [tokenizer(text).input_ids for text in TEXTS],
            "prompts": [TextualInversionLoaderMixin().maybe_convert_prompt(text, tokenizer) for text in TEXTS]}


for files in [*known_rows(), *random_rows(25)]:
    print(json.dumps(row_of(files), separators=(",", ":")))
