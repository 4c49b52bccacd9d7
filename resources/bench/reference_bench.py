# SPDX-License-Identifier: GPL-3.0-or-later
"""The reference's side of `recap bench --reference PYTHON`: the same work with diffusers, of captions with transformers,
in PyTorch's eager mode. The works of metrics are in metrics_reference.py.

Started as `PYTHON reference_bench.py serve`, it answers one JSON object a line on standard input with one a line on
standard output. Started as `PYTHON reference_bench.py first-step REQUEST` it draws a picture in a
fresh process and says when the first denoising step is done.
"""
import gc
import importlib
import json
import os
import sys
import time

from metrics_reference import KINDS as metric_kinds
from reference_memory import memory_mib, new_memory_peak

# Libraries that print would spoil the answers: what they print goes to standard error.
answers = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)


def answer(value):
    answers.write(json.dumps(value) + "\n")
    answers.flush()


class UNetStep:
    """One call of the UNet with the inputs that the other side wrote down."""

    def __init__(self, request):
        import torch
        from diffusers import UNet2DConditionModel
        from safetensors.torch import load_file

        self.torch = torch
        self.unet = UNet2DConditionModel.from_pretrained(request["folder"], torch_dtype=torch.float32).eval()
        inputs = load_file(request["inputs"])
        self.sample = inputs["sample"]
        self.timestep = inputs["timestep"][0]
        self.context = inputs["context"]

    def run(self):
        with self.torch.inference_mode():
            return self.unet(self.sample, self.timestep, self.context, return_dict=False)[0]

    def output(self):
        return self.run()


class Drawing:
    """One picture, or a batch of them, from prompt to pixels."""

    def __init__(self, request):
        import torch
        from diffusers import StableDiffusionPipeline

        self.torch = torch
        self.request = request
        self.pipeline = StableDiffusionPipeline.from_pretrained(request["folder"], safety_checker=None)
        self.pipeline.set_progress_bar_config(disable=True)

    def run(self, **more):
        r = self.request
        generators = [self.torch.Generator().manual_seed(seed) for seed in r["seeds"]]
        return self.pipeline(
            r["prompts"], negative_prompt=[""] * len(r["prompts"]), num_inference_steps=r["steps"],
            guidance_scale=r["guidance"], generator=generators, output_type="pt", **more).images

    def output(self):
        return self.run()


class Training:
    """One optimiser step as diffusers' train_text_to_image.py takes it, on recorded batches.

    The script's own optimiser settings for "eager"; for "compile" the UNet goes through torch.compile and optimiser and
    average take torch's faster variants.
    """

    def __init__(self, request):
        import torch
        from diffusers import DDPMScheduler, UNet2DConditionModel
        from diffusers.training_utils import EMAModel
        from safetensors.torch import load_file
        from transformers import CLIPTextModel

        self.torch = torch
        self.memory_before = new_memory_peak()
        folder, compiled = request["folder"], request["variant"] == "compile"
        unet = UNet2DConditionModel.from_pretrained(folder, subfolder="unet", torch_dtype=torch.float32)
        text = CLIPTextModel.from_pretrained(folder, subfolder="text_encoder", torch_dtype=torch.float32)
        self.trains_text = request["parts"] != "unet"
        unet.train()
        text.train(self.trains_text).requires_grad_(self.trains_text)
        self.parameters = list(unet.parameters()) + (list(text.parameters()) if self.trains_text else [])
        self.unet = torch.compile(unet) if compiled else unet
        self.text = text
        self.schedule = DDPMScheduler.from_pretrained(folder, subfolder="scheduler")
        self.optimizer = torch.optim.AdamW(
            self.parameters, lr=request["learning_rate"], betas=(request["beta1"], request["beta2"]),
            eps=request["epsilon"], weight_decay=request["weight_decay"], **({"fused": True} if compiled else {}))
        self.averages = EMAModel(self.parameters, decay=request["ema_decay"], foreach=compiled)
        self.max_grad_norm = request["max_grad_norm"]
        batches = load_file(request["batches"])
        self.batches = [{name: tensor[i] for name, tensor in batches.items()} for i in range(len(batches["latents"]))]
        self.done = 0

    def run(self):
        batch = self.batches[self.done % len(self.batches)]
        self.done += 1
        noisy = self.schedule.add_noise(batch["latents"], batch["noise"], batch["timesteps"])
        states = self.text(batch["input_ids"], return_dict=False)[0]
        target = batch["noise"]
        if self.schedule.config.prediction_type == "v_prediction":
            target = self.schedule.get_velocity(batch["latents"], batch["noise"], batch["timesteps"])
        prediction = self.unet(noisy, batch["timesteps"], states, return_dict=False)[0]
        loss = self.torch.nn.functional.mse_loss(prediction, target)
        loss.backward()
        self.torch.nn.utils.clip_grad_norm_(self.parameters, self.max_grad_norm)
        self.optimizer.step()
        self.optimizer.zero_grad()
        self.averages.step(self.parameters)
        return loss.item()

    def output(self):
        return self.torch.tensor([self.run() for _ in self.batches])

    def memory(self):
        return memory_mib("VmHWM") - self.memory_before


class Captions:
    """Captions of a batch of pictures, as a script writes them with `generate`."""

    def __init__(self, request):
        import torch
        from safetensors.torch import load_file
        from transformers import BlipForConditionalGeneration

        self.torch = torch
        self.request = request
        self.model = BlipForConditionalGeneration.from_pretrained(request["folder"], dtype=torch.float32).eval()
        inputs = load_file(request["inputs"])
        self.pixel_values = inputs["pixel_values"]
        # generate drops the end token that its own processor puts behind a prompt.
        self.input_ids = torch.nn.functional.pad(inputs["prompt"], (0, 1), value=self.model.config.text_config.sep_token_id)

    def run(self):
        with self.torch.inference_mode():
            return self.model.generate(
                pixel_values=self.pixel_values, input_ids=self.input_ids.clone(),
                attention_mask=self.torch.ones_like(self.input_ids), max_length=self.request["max_length"],
                num_beams=self.request["beams"], do_sample=False)

    def output(self):
        ids = self.run()
        text = self.model.config.text_config
        # Behind its end token a beam's row is filled with that token again when the padding is 0.
        ends = ids == text.sep_token_id
        ids = ids.masked_fill(ends.cumsum(1) > ends.int(), text.pad_token_id)
        return self.torch.nn.functional.pad(ids, (0, self.request["max_length"] - ids.shape[1]), value=text.pad_token_id)


class CaptionTraining:
    """One optimiser step of a captioner as a training script takes it, on recorded batches."""

    def __init__(self, request):
        import torch
        from safetensors.torch import load_file
        from transformers import BlipForConditionalGeneration

        self.torch = torch
        self.model = BlipForConditionalGeneration.from_pretrained(request["folder"], dtype=torch.float32).train()
        self.optimizer = torch.optim.AdamW(
            self.model.parameters(), lr=request["learning_rate"], betas=(request["beta1"], request["beta2"]),
            eps=request["epsilon"], weight_decay=request["weight_decay"])
        self.max_grad_norm = request["max_grad_norm"]
        batches = load_file(request["batches"])
        self.batches = [{name: tensor[i] for name, tensor in batches.items()} for i in range(len(batches["labels"]))]
        self.done = 0

    def run(self):
        batch = self.batches[self.done % len(self.batches)]
        self.done += 1
        loss = self.model(**batch).loss
        loss.backward()
        self.torch.nn.utils.clip_grad_norm_(self.model.parameters(), self.max_grad_norm)
        self.optimizer.step()
        self.optimizer.zero_grad()
        return loss.item()

    def output(self):
        return self.torch.tensor([self.run() for _ in self.batches])

    def weights(self):
        return {name: parameter.detach() for name, parameter in self.model.named_parameters()}


def load(request):
    """Seconds until the weights of a UNet folder are in memory, in the file's own precision."""
    import torch
    from diffusers import UNet2DConditionModel

    start = time.perf_counter()
    unet = UNet2DConditionModel.from_pretrained(request["folder"], torch_dtype=torch.float16)
    # A mapped file costs nothing until it is looked at.
    total = sum(float(p.flatten()[:: max(1, 2048 // p.element_size())].sum()) for p in unet.parameters())
    seconds = time.perf_counter() - start
    del unet
    gc.collect()
    return {"seconds": seconds, "sum": total}


def handle(request, work):
    operation = request["op"]
    if operation == "hello":
        import torch

        package = importlib.import_module(request["package"])
        torch.set_num_threads(request["threads"])
        torch.set_flush_denormal(True)
        return {"torch": torch.__version__, "version": package.__version__}
    if operation == "open":
        work.clear()
        gc.collect()
        kinds = {"unet": UNetStep, "sample": Drawing, "train": Training, "caption": Captions,
                 "caption_train": CaptionTraining, **metric_kinds}
        work["current"] = kinds[request["kind"]](request)
        return {}
    if operation == "run":
        start = time.perf_counter()
        for _ in range(request["repeat"]):
            work["current"].run()
        return {"seconds": time.perf_counter() - start}
    if operation == "output":
        from safetensors.torch import save_file

        save_file({"output": work["current"].output().float().contiguous()}, request["file"])
        return {}
    if operation == "weights":
        from safetensors.torch import save_file

        save_file(work["current"].weights(), request["file"])
        return {}
    if operation == "memory":
        return {"mib": work["current"].memory()}
    if operation == "close":
        work.clear()
        gc.collect()
        return {}
    if operation == "load":
        return load(request)
    raise ValueError("unknown operation " + operation)


def serve():
    work = {}
    for line in sys.stdin:
        request = json.loads(line)
        if request["op"] == "quit":
            return
        try:
            answer(handle(request, work))
        except Exception as error:  # told to the other side, which decides
            answer({"error": f"{type(error).__name__}: {error}"})


def first_step(request):
    import torch

    torch.set_num_threads(request["threads"])

    def after_step(pipeline, step, timestep, values):
        if step == 0:
            answer({"event": "progress", "stage": "denoise", "done": 1})
        return values

    Drawing(request).run(callback_on_step_end=after_step)


if __name__ == "__main__":
    if sys.argv[1] == "serve":
        serve()
    else:
        first_step(json.loads(sys.argv[2]))
