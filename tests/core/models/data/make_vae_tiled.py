# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes vae_tiled/: a tiny autoencoder and what diffusers' tiled_decode and tiled_encode make of two pictures.

    python make_vae_tiled.py            (diffusers 0.42.1, torch 2.13.0)
"""
import pathlib

import torch
from diffusers import AutoencoderKL
from safetensors.torch import save_file

folder = pathlib.Path(__file__).resolve().parent / "vae_tiled"
torch.manual_seed(11)
vae = AutoencoderKL(
    block_out_channels=(4, 8),
    down_block_types=("DownEncoderBlock2D",) * 2,
    up_block_types=("UpDecoderBlock2D",) * 2,
    layers_per_block=1,
    norm_num_groups=2,
    latent_channels=2,
    sample_size=16,
)
for parameter in vae.parameters():
    if parameter.dim() > 1:
        torch.nn.init.normal_(parameter, std=1.3 / parameter[0].numel() ** 0.5)
vae.eval().save_pretrained(folder)
vae.enable_tiling()
with torch.no_grad():
    z = torch.randn(2, 2, 13, 22)
    x = torch.rand(1, 3, 26, 40) * 2 - 1
    posterior = vae.encode(x).latent_dist
    save_file(
        {
            "z": z,
            "decoded": vae.decode(z).sample.contiguous(),
            "x": x,
            "mean": posterior.mean.contiguous(),
            "logvar": posterior.logvar.contiguous(),
        },
        folder / "tensors.safetensors",
    )
