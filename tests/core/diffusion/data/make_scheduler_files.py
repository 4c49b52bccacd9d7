# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes scheduler_files.jsonl: what diffusers 0.42.1 draws with scheduler files of many kinds, one row a file.

Usage: make_scheduler_files.py FOLDER_OF_FILES > scheduler_files.jsonl

The folder holds one scheduler_config.json under a name of its own for each kind of file that was met; the siblings below
are added. A row says the file, the sampler asked for ("with", where it is not the file's own), the sample after ten steps
of a toy network in a StableDiffusionPipeline ("end"), or the field by which the program refuses the file ("refused").
"""
import json
import logging
import pathlib
import sys
import tempfile
import warnings

import diffusers
import torch
from diffusers.schedulers import scheduling_ddpm, scheduling_euler_ancestral_discrete

logging.disable(logging.WARNING)
warnings.simplefilter("ignore")
BASE = {"beta_start": 0.00085, "beta_end": 0.012, "beta_schedule": "scaled_linear", "num_train_timesteps": 1000,
        "steps_offset": 1, "timestep_spacing": "leading"}
SHORT = {"ddpm": "DDPMScheduler", "ddim": "DDIMScheduler", "pndm": "PNDMScheduler", "euler": "EulerDiscreteScheduler",
         "euler_ancestral": "EulerAncestralDiscreteScheduler", "dpmsolver_2m": "DPMSolverMultistepScheduler",
         "unipc": "UniPCMultistepScheduler"}
# The files that the program refuses, with the field that it names.
REFUSED = {"badpred": "prediction_type", "badspacing": "timestep_spacing", "ddim_thresh": "thresholding",
           "ddpm_learned": "variance_type", "deis": "DEISMultistepScheduler", "dpm_exp": "use_exponential_sigmas",
           "dpm_flow": "prediction_type", "dpm_lu": "use_lu_lambdas", "dpm_o3": "solver_order",
           "dpm_plain": "algorithm_type", "dpm_sde": "algorithm_type", "dpm_thresh": "thresholding",
           "dpm_varlearned": "variance_type", "edmeuler": "EDMEulerScheduler", "euler_beta": "use_beta_sigmas",
           "euler_cont": "timestep_type", "euler_expo": "use_exponential_sigmas", "eulera_sample": "prediction_type",
           "flow": "FlowMatchEulerDiscreteScheduler", "heun": "HeunDiscreteScheduler",
           "kdpm2": "KDPM2DiscreteScheduler", "lcm": "LCMScheduler", "lms": "LMSDiscreteScheduler",
           "single": "DPMSolverSinglestepScheduler", "tcd": "TCDScheduler", "unipc_nox0": "predict_x0"}


def siblings():
    """(name, sampler asked for or None, file, refused field or None)"""
    for short, name in SHORT.items():
        def file(**fields):
            return {"_class_name": name, **{k: v for k, v in {**BASE, **fields}.items() if v != "missing"}}
        yield short + " bare", None, {"_class_name": name}, None
        for offset in (0, 2, -3, None, "missing"):
            yield f"{short} offset {offset}", None, file(steps_offset=offset), None
        yield short + " trailing", None, file(timestep_spacing="trailing", steps_offset=0), None
        yield short + " clips", None, file(clip_sample=True), None
        yield short + " none clips", None, file(clip_sample=None), None
        yield short + " velocity", None, file(prediction_type="v_prediction"), None
        two = short in ("pndm", "euler_ancestral")
        yield short + " sample", None, file(prediction_type="sample"), "prediction_type" if two else None
        yield short + " betas", None, file(trained_betas=[0.01] * 10), "trained_betas"
        # Options that only some classes have.
        karras = short in ("euler", "dpmsolver_2m", "unipc")
        thresholds = short in ("ddpm", "ddim", "dpmsolver_2m", "unipc")
        yield short + " thresholds", None, file(thresholding=True), "thresholding" if thresholds else None
        yield short + " thresholds not", None, file(thresholding=False, sample_max_value=3, flow_shift=2), None
        yield short + " levels", None, file(use_karras_sigmas=True, sigma_min=0.1, sigma_max=9), None
        yield short + " levels unused", None, file(sigma_min=0.1, sigma_max=9), None
        yield short + " last level", None, file(final_sigmas_type="sigma_min"), None
        yield short + " log linear", None, file(interpolation_type="log_linear"), None
        yield short + " log linear levels", None, file(interpolation_type="log_linear", use_karras_sigmas=True), None
        yield short + " beta levels", None, file(use_beta_sigmas=True), "use_beta_sigmas" if karras else None
        yield short + " learned", None, file(variance_type="learned"), \
            "variance_type" if short in ("ddpm", "dpmsolver_2m") else None
        yield short + " no variance", None, file(variance_type=None), None
        yield short + " log variance", None, file(variance_type="fixed_large_log"), \
            "variance_type" if short == "ddpm" else None
        yield short + " large variance", None, file(variance_type="fixed_large"), None
        yield short + " not to one", None, file(set_alpha_to_one=None), None
        yield short + " to one", None, file(set_alpha_to_one=True), None
        yield short + " solver p", None, file(solver_p="x"), "solver_p" if short == "unipc" else None
        for spacing in ("leading", "trailing", "linspace"):
            for schedule in ("squaredcos_cap_v2", "scaled_linear"):
                yield f"{short} lambda {spacing} {schedule}", None, file(
                    lambda_min_clipped=-5.1 if schedule[1] == "q" else -2.0, timestep_spacing=spacing,
                    beta_schedule=schedule), None
        for solver in ("midpoint", "heun", "logrho", "bh1", "bh2"):
            yield f"{short} {solver}", None, file(solver_type=solver), None
        yield short + " odd solver", None, file(solver_type="rk4"), \
            "solver_type" if short in ("dpmsolver_2m", "unipc") else None
        yield short + " deis", None, file(algorithm_type="deis"), \
            "algorithm_type" if short == "dpmsolver_2m" else None
        # The file of another class.
        for other in ("PNDMScheduler", "DDIMScheduler", "DEISMultistepScheduler"):
            yield f"{other} drawn with {short}", short, {**BASE, "_class_name": other}, None
            yield f"old {other} drawn with {short}", short, {**BASE, "_class_name": other, "steps_offset": 0}, None


class Noise:
    def __init__(self):
        self.draws = 0

    def __call__(self, shape, **_):
        self.draws += 1
        return torch.cos(torch.arange(4, dtype=torch.float32) + self.draws).reshape(shape)


def drawn(file, sampler):
    own = getattr(diffusers, file.get("_class_name", "PNDMScheduler"))
    with tempfile.TemporaryDirectory() as folder:
        (pathlib.Path(folder) / "scheduler_config.json").write_text(json.dumps(file))
        scheduler = own.from_pretrained(folder)
    if sampler:
        scheduler = getattr(diffusers, SHORT[sampler]).from_config(scheduler.config)
    diffusers.StableDiffusionPipeline(None, None, None, None, scheduler, None, None, requires_safety_checker=False)
    noise = Noise()
    scheduling_ddpm.randn_tensor = scheduling_euler_ancestral_discrete.randn_tensor = noise
    scheduler.set_timesteps(10)
    x = torch.tensor([0.5, -1.2, 0.8, 0.1]).reshape(1, 1, 2, 2) * scheduler.init_noise_sigma
    for t in scheduler.timesteps:
        seen = scheduler.scale_model_input(x, t)
        answer = 0.3 * torch.sin(3 * seen) + 0.1 * seen * (t / 1000)
        x = scheduler.step(answer, t, x, return_dict=False)[0]
    if not torch.isfinite(x).all():
        raise ArithmeticError("not finite")
    return [float(f"{v:.9g}") for v in x.flatten().tolist()]


def compact(file):
    betas = file.get("trained_betas")
    if betas and len(betas) > 20:  # evenly spaced, so that the ends and their number say all
        file = {**file, "trained_betas": {"first": betas[0], "last": betas[-1], "count": len(betas)}}
    return file


def main():
    rows = [(path.stem, None, json.loads(path.read_text()), REFUSED.get(path.stem))
            for path in sorted(pathlib.Path(sys.argv[1]).glob("*.json"))]
    for name, sampler, file, refused in rows + list(siblings()):
        try:
            end = drawn(file, sampler)
        except Exception as problem:  # whatever the library does not take, the program has to refuse
            end = None
            if refused is None:
                print(f"{name}: {type(problem).__name__}: {problem}", file=sys.stderr)
        row = {"name": name, "file": compact(file)}
        if sampler:
            row["with"] = sampler
        row["refused" if refused else "end"] = refused or end
        print(json.dumps(row, separators=(",", ":")))


main()
