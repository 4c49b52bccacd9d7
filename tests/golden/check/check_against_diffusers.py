# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws the same pictures with `recap` and with diffusers and compares them; opt-in, no part of ./test.

    PYTHON tests/golden/check/check_against_diffusers.py --recap build/release/bin/recap [--work FOLDER] [--full]

PYTHON needs diffusers 0.42, transformers, peft and torch; nothing is downloaded. A Stable Diffusion pipeline with small
random weights is made by diffusers, and then

1. each sampler draws the same prompt and seed on both sides;
2. the folder, the single file and the adapters that `recap convert` writes are loaded by diffusers, and a single file
   and adapters that diffusers' own functions wrote are read by `recap`; all must give the picture of the original.

Prints one line a check with the largest difference of the float picture, and ends with 1 if one is over the limit.
"""
import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("TRANSFORMERS_OFFLINE", "1")

import torch
from diffusers import (
    AutoencoderKL, DDIMScheduler, DDPMScheduler, DPMSolverMultistepScheduler, EulerAncestralDiscreteScheduler,
    EulerDiscreteScheduler, PNDMScheduler, StableDiffusionPipeline,
    UNet2DConditionModel, UniPCMultistepScheduler)
from peft import LoraConfig
from peft.utils import get_peft_model_state_dict
from safetensors.torch import load_file, save_file
from transformers import CLIPTextConfig, CLIPTextModel, CLIPTokenizer

ROOT = pathlib.Path(__file__).resolve().parents[3]
PROMPT = "a red cat sitting on a wooden bench, Ünïcode & 東京"
NEGATIVE = "blurry, low quality"
SEED = 42
STEPS = 8
# Pictures lie in 0..1. Two fp32 implementations differ by rounding, which the steps of a sampler carry on.
LIMIT = 1e-3

SAMPLERS = {
    "ddpm": (DDPMScheduler, {"variance_type": "fixed_small"}),
    "ddim": (DDIMScheduler, {}),
    "pndm": (PNDMScheduler, {"skip_prk_steps": True}),
    "euler": (EulerDiscreteScheduler, {}),
    "euler_ancestral": (EulerAncestralDiscreteScheduler, {}),
    "dpmsolver_2m": (DPMSolverMultistepScheduler, {"use_karras_sigmas": False}),
    "dpmsolver_2m_karras": (DPMSolverMultistepScheduler, {"use_karras_sigmas": True}),
    "unipc": (UniPCMultistepScheduler, {}),
}


class Check:
    def __init__(self, recap, work):
        self.recap = recap
        self.work = work
        self.failures = 0

    def path(self, name):
        return str(self.work / name)

    def run(self, *arguments):
        done = subprocess.run([self.recap, *arguments, "--json"], capture_output=True, text=True)
        lines = [json.loads(line) for line in done.stdout.splitlines() if line.strip()]
        if done.returncode != 0:
            raise RuntimeError(f"recap {' '.join(arguments)}: {lines[-1] if lines else done.stderr}")
        return lines[-1]

    def ours(self, model, *more):
        """The float picture [3, H, W] that recap draws."""
        out = tempfile.mkdtemp(dir=self.work)
        result = self.run("sample", "--model", str(model), "--prompt", PROMPT, "--negative", NEGATIVE, "--seed", str(SEED),
                          "--steps", str(STEPS), "--guidance", "7.5", "--device", "cpu", "--raw", "--out", out, *more)
        file = pathlib.Path(result["images"][0]["file"]).with_suffix(".safetensors")
        return load_file(file)["image"].squeeze(0)

    def compare(self, name, mine, theirs, limit=LIMIT):
        same = mine.shape == theirs.shape
        difference = float((mine - theirs).abs().max()) if same else float("inf")
        good = difference <= limit
        self.failures += not good
        print(f"{'same     ' if good else 'DIFFERENT'}  {difference:9.2e}  {name}", flush=True)

    def attempt(self, name, work):
        try:
            work()
        except Exception as error:  # one broken way must not hide the state of the others
            self.failures += 1
            print(f"FAILED                {name}: {type(error).__name__}: {error}", flush=True)


def theirs(pipeline, **more):
    """The float picture [3, H, W] that diffusers draws."""
    pipeline.set_progress_bar_config(disable=True)
    generator = torch.Generator().manual_seed(SEED)
    images = pipeline(PROMPT, negative_prompt=NEGATIVE, num_inference_steps=STEPS, guidance_scale=7.5,
                      generator=generator, output_type="pt", **more).images
    return images[0].float()


def tiny_pipeline(full):
    """The structure of Stable Diffusion 1.x; `full` takes four levels with two layers each."""
    torch.manual_seed(7)
    levels = 4 if full else 2
    channels = [32, 64, 64, 64][:levels]
    down = ["CrossAttnDownBlock2D"] * (levels - 1) + ["DownBlock2D"]
    unet = UNet2DConditionModel(
        sample_size=16, block_out_channels=channels, layers_per_block=2, down_block_types=down,
        up_block_types=["UpBlock2D"] + ["CrossAttnUpBlock2D"] * (levels - 1), cross_attention_dim=48,
        attention_head_dim=4, norm_num_groups=16)
    vae = AutoencoderKL(
        block_out_channels=[16, 32, 32, 32], layers_per_block=2, norm_num_groups=8, sample_size=128,
        down_block_types=["DownEncoderBlock2D"] * 4, up_block_types=["UpDecoderBlock2D"] * 4, latent_channels=4)
    text = CLIPTextModel(CLIPTextConfig(
        vocab_size=49408, hidden_size=48, intermediate_size=96, num_hidden_layers=3, num_attention_heads=4,
        projection_dim=48, max_position_embeddings=77, bos_token_id=49406, eos_token_id=49407, pad_token_id=49407))
    vocabulary = ROOT / "resources" / "vocab" / "clip"
    tokenizer = CLIPTokenizer(str(vocabulary / "vocab.json"), str(vocabulary / "merges.txt"), model_max_length=77)
    with torch.no_grad():
        for parameter in unet.parameters():  # answers of order one, so that a fault shows in the picture
            if parameter.dim() > 1:
                parameter.mul_(1.5)
    scheduler = PNDMScheduler(beta_start=0.00085, beta_end=0.012, beta_schedule="scaled_linear", skip_prk_steps=True,
                              set_alpha_to_one=False, steps_offset=1)
    return StableDiffusionPipeline(vae=vae, text_encoder=text, tokenizer=tokenizer, unet=unet, scheduler=scheduler,
                                   safety_checker=None, feature_extractor=None, requires_safety_checker=False)


def loaded(folder):
    return StableDiffusionPipeline.from_pretrained(folder, safety_checker=None)


def single_file(check, file):
    return StableDiffusionPipeline.from_single_file(file, config=check.path("model"), local_files_only=True,
                                                    safety_checker=None)


def check_samplers(check, pipeline):
    config = dict(pipeline.scheduler.config)
    for name, (cls, more) in SAMPLERS.items():
        def one():
            pipeline.scheduler = cls.from_config(config, **more)
            check.compare(f"sampler {name}", check.ours(check.path("model"), "--scheduler", name), theirs(pipeline))
        check.attempt(f"sampler {name}", one)
    pipeline.scheduler = PNDMScheduler.from_config(config)
    check.attempt("96 x 160 pixels", lambda: check.compare(
        "96 x 160 pixels", check.ours(check.path("model"), "--height", "96", "--width", "160"),
        theirs(pipeline, height=96, width=160)))


def check_models(check, pipeline):
    expected = theirs(pipeline)
    model = check.path("model")

    def diffusers_folder():
        check.run("convert", model, check.path("ldm.safetensors"), "--to", "ldm")
        check.run("convert", check.path("ldm.safetensors"), check.path("back"), "--to", "diffusers")
        check.compare("folder -> single file -> folder by recap, drawn by recap", check.ours(check.path("back")), expected)

    def folder_in_diffusers():
        check.run("convert", model, check.path("folder"), "--to", "diffusers")
        check.compare("folder written by recap, drawn by diffusers", theirs(loaded(check.path("folder"))), expected)

    def single_in_diffusers():
        check.compare("single file written by recap, drawn by diffusers",
                      theirs(single_file(check, check.path("ldm.safetensors"))), expected)

    def half_in_diffusers():
        check.run("convert", model, check.path("half"), "--to", "diffusers", "--dtype", "fp16")
        check.compare("fp16 folder written by recap, drawn by diffusers in fp32", theirs(loaded(check.path("half"))),
                      expected, 0.05)
        check.compare("fp16 folder written by recap, the same in both", check.ours(check.path("half")),
                      theirs(loaded(check.path("half"))))

    check.attempt("single file", diffusers_folder)
    check.attempt("folder", folder_in_diffusers)
    check.attempt("single file in diffusers", single_in_diffusers)
    check.attempt("fp16 folder", half_in_diffusers)


def random_adapter(check, pipeline):
    """An adapter of UNet and text encoder as diffusers saves it, and the picture drawn with it."""
    torch.manual_seed(11)
    pipeline.unet.add_adapter(LoraConfig(r=4, lora_alpha=6, target_modules=["to_q", "to_k", "to_v", "to_out.0"]))
    # All layers that kohya trains: diffusers cannot tell what a kohya file without "out_proj" is.
    pipeline.text_encoder.add_adapter(LoraConfig(
        r=2, lora_alpha=2, target_modules=["q_proj", "k_proj", "v_proj", "out_proj", "fc1", "fc2"]))
    with torch.no_grad():
        for module in (pipeline.unet, pipeline.text_encoder):
            for name, parameter in module.named_parameters():
                if "lora_" in name:
                    parameter.copy_(torch.randn_like(parameter) * 0.2)
    # The adapter's alpha is part of its metadata, which every current trainer writes.
    StableDiffusionPipeline.save_lora_weights(
        check.path("lora"), unet_lora_layers=get_peft_model_state_dict(pipeline.unet),
        text_encoder_lora_layers=get_peft_model_state_dict(pipeline.text_encoder),
        unet_lora_adapter_metadata=pipeline.unet.peft_config["default"].to_dict(),
        text_encoder_lora_adapter_metadata=pipeline.text_encoder.peft_config["default"].to_dict())
    return check.path("lora/pytorch_lora_weights.safetensors"), theirs(pipeline)


def check_adapters(check):
    file, expected = random_adapter(check, loaded(check.path("model")))
    model = check.path("model")
    plain = theirs(loaded(model))
    print(f"           {float((plain - expected).abs().max()):9.2e}  what the adapter changes")
    check.attempt("adapter by diffusers", lambda: check.compare(
        "adapter written by diffusers, drawn by recap", check.ours(model, "--lora", file), expected))

    def half_strength():
        pipeline = loaded(model)
        pipeline.load_lora_weights(file, adapter_name="a")
        pipeline.set_adapters(["a"], [0.5])
        check.compare("the same at half strength", check.ours(model, "--lora", file + ":0.5"), theirs(pipeline))

    check.attempt("half strength", half_strength)
    for dialect in ("kohya", "peft"):
        def one():
            out = check.path(f"lora_{dialect}.safetensors")
            check.run("convert", file, out, "--to", dialect)
            pipeline = loaded(model)
            pipeline.load_lora_weights(out)
            check.compare(f"adapter written by recap as {dialect}, drawn by diffusers", theirs(pipeline), expected)
            check.compare(f"adapter written by recap as {dialect}, drawn by recap", check.ours(model, "--lora", out), expected)
        check.attempt(f"adapter as {dialect}", one)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--recap", required=True, help="the program")
    parser.add_argument("--work", help="folder for the files, kept; default: a temporary one")
    parser.add_argument("--model", help="a diffusers folder to check with instead of the tiny random one")
    parser.add_argument("--full", action="store_true", help="four levels instead of two")
    arguments = parser.parse_args()
    work = pathlib.Path(arguments.work or tempfile.mkdtemp(prefix="recap-check-"))
    work.mkdir(parents=True, exist_ok=True)
    check = Check(str(pathlib.Path(arguments.recap).resolve()), work)
    try:
        if arguments.model:
            shutil.copytree(arguments.model, check.path("model"), dirs_exist_ok=True)
        else:
            tiny_pipeline(arguments.full).save_pretrained(check.path("model"))
        check_samplers(check, loaded(check.path("model")))
        check_models(check, loaded(check.path("model")))
        check_adapters(check)
    finally:
        if not arguments.work:
            shutil.rmtree(work, ignore_errors=True)
    print(f"{check.failures} of the checks failed" if check.failures else "all the same")
    return 1 if check.failures else 0


if __name__ == "__main__":
    sys.exit(main())
