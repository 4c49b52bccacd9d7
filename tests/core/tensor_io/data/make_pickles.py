# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the pickled fixtures beside this file with torch.save. The tests hold the expected numbers.

    python make_pickles.py            (torch 2.13.0, numpy 2.4.6, omegaconf 2.3.0)
"""
import collections
import datetime
import decimal
import fractions
import os
import pathlib
import sys
import types
import uuid

import numpy
import omegaconf
import torch

here = pathlib.Path(__file__).resolve().parent

# Checkpoints of the first Stable Diffusion releases carry a class of this framework as a dictionary key.
module = types.ModuleType("pytorch_lightning.callbacks.model_checkpoint")
module.ModelCheckpoint = type("ModelCheckpoint", (), {"__module__": module.__name__})
for name in ("pytorch_lightning", "pytorch_lightning.callbacks", module.__name__):
    sys.modules[name] = module


class Command:
    """What a hostile file does: name a function and its argument."""

    def __reduce__(self):
        return os.system, ("touch /tmp/recap-was-here",)


base = torch.arange(12, dtype=torch.float32)
weights = collections.OrderedDict(
    matrix=base.view(3, 4),
    transposed=base.view(3, 4).t(),
    tail=base[7:],
    half=torch.tensor([0.5, -2.0], dtype=torch.float16),
    brain=torch.tensor([1.5, 3.0], dtype=torch.bfloat16),
    double=torch.tensor(2.5, dtype=torch.float64),
    ids=torch.tensor([[49406, -1]]),
    flags=torch.tensor([True, False, True]),
    empty=torch.empty(0, 4),
    parameter=torch.nn.Parameter(torch.full((2, 2), 7.0)),
)
torch.save(
    {
        "epoch": 3,
        "global_step": 470000,
        "pytorch-lightning_version": "1.4.2",
        "callbacks": {module.ModelCheckpoint: {"monitor": None, "best": numpy.float64(0.25)}},
        "lr_schedulers": [{"last_epoch": 2**40, "seen": {1, 2}}],
        "state_dict": {"state_dict": weights},
    },
    here / "nested.ckpt",
)
torch.save(collections.OrderedDict(a=torch.tensor([1.0, 2.0]), b=torch.tensor([[3]])), here / "plain.bin")
torch.save({"a": torch.ones(1), "b": Command()}, here / "hostile.bin")
torch.save({"model": weights, "epoch": 3}, here / "before_1_6.bin", _use_new_zipfile_serialization=False)

# What programs leave beside the weights and what is passed over; protocol 2 is torch's own choice.
settings = omegaconf.OmegaConf.create({"model": {"target": "ldm.LatentDiffusion", "layers": [1, 2]}, "rate": 1e-4})
beside = {
    "config": settings,
    "list": omegaconf.OmegaConf.create([1, "two"]),
    "by_name": collections.defaultdict(list, {"a": [1]}),
    "frozen": frozenset({1, 2}),
    "folder": pathlib.PurePosixPath("/data/out"),
    "started": datetime.datetime(2024, 5, 6, 7, 8, 9),
    "day": datetime.date(2024, 5, 6),
    "took": datetime.timedelta(seconds=3),
    "complex": 1 + 2j,
    "large": 10**40,
    "negative": -(10**30),
    "dtype": torch.float16,
    "bytes": bytearray(b"abc"),
    "queue": collections.deque([1, 2]),
    "range": range(3),
    "exact": (decimal.Decimal("1.5"), fractions.Fraction(1, 3), uuid.UUID(int=5)),
}
tensors = collections.defaultdict(list, a=torch.tensor([1.0, 2.0]), b=torch.tensor([3]))
for protocol in (2, 5):
    torch.save({**beside, "state_dict": tensors}, here / f"objects_{protocol}.ckpt", pickle_protocol=protocol)
