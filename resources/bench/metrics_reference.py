# SPDX-License-Identifier: GPL-3.0-or-later
"""The reference's side of `recap bench metrics --reference PYTHON`: what users of FID, KID and CMMD run in Python.

Each class is one work of reference_bench.py: `run` is measured, `output` is compared.
"""


def opened(request):
    from safetensors.torch import load_file

    return load_file(request["inputs"])


class Inception:
    """torchvision's Inception v3 in eager mode, features in front of the classifier."""

    def __init__(self, request):
        import torch
        from torchvision.models import inception_v3

        self.torch = torch
        weights = opened(request)
        self.pictures = weights.pop("pictures")
        self.model = inception_v3(weights=None, aux_logits=False, transform_input=True, init_weights=False)
        missing, unexpected = self.model.load_state_dict(weights, strict=False)
        if unexpected or any(not name.endswith("num_batches_tracked") for name in missing):
            raise ValueError(f"other keys than torchvision's: {unexpected[:3]} {missing[:3]}")
        self.model.fc = torch.nn.Identity()
        self.model.eval()

    def run(self):
        with self.torch.inference_mode():
            return self.model(self.pictures)

    def output(self):
        return self.run()


class Frechet:
    """The distance as pytorch-fid computes it from statistics."""

    def __init__(self, request):
        import scipy.linalg

        self.linalg = scipy.linalg
        self.values = {name: tensor.numpy() for name, tensor in opened(request).items()}

    def run(self):
        import numpy

        v = self.values
        root = self.linalg.sqrtm(v["covariance1"].dot(v["covariance2"]))
        difference = v["mean1"] - v["mean2"]
        trace = numpy.trace(v["covariance1"]) + numpy.trace(v["covariance2"])
        return difference.dot(difference) + trace - 2 * numpy.trace(root.real)

    def output(self):
        import torch

        return torch.tensor([self.run()])


class Picture:
    """A file as clean-fid brings it to Inception: Pillow's bicubic filter on each channel as float, not rounded."""

    def __init__(self, request):
        import numpy
        from PIL import Image

        self.numpy = numpy
        self.image = Image
        self.file = request["file"]

    def run(self):
        pixels = self.numpy.array(self.image.open(self.file).convert("RGB"))
        channels = []
        for i in range(3):
            channel = self.image.fromarray(pixels[:, :, i].astype(self.numpy.float32))
            resized = channel.resize((299, 299), resample=self.image.Resampling.BICUBIC)
            channels.append(self.numpy.asarray(resized).clip(0, 255).reshape(299, 299, 1))
        whole = self.numpy.concatenate(channels, axis=2).astype(self.numpy.float32)
        return (whole.transpose(2, 0, 1) - 128) / 128

    def output(self):
        import torch

        return torch.from_numpy(self.run().copy())


class Measured:
    """A work that says how much memory it took."""

    def __init__(self):
        from reference_memory import memory_mib, new_memory_peak

        self.memory_mib = memory_mib
        self.before = new_memory_peak()

    def memory(self):
        return self.memory_mib("VmHWM") - self.before


class Cmmd(Measured):
    """The estimator of the published code, in its single precision."""

    def __init__(self, request):
        import torch

        inputs = opened(request)
        self.torch = torch
        super().__init__()
        self.x = inputs["real"]
        self.y = inputs["generated"]

    def run(self):
        x = self.x / self.x.norm(dim=1, keepdim=True)
        y = self.y / self.y.norm(dim=1, keepdim=True)
        gamma = 1 / (2 * 10**2)
        x2, y2 = (x * x).sum(1), (y * y).sum(1)

        def mean(a, a2, b, b2):
            return self.torch.exp(-gamma * (-2 * a @ b.T + a2[:, None] + b2[None, :])).mean()

        return 1000 * (mean(x, x2, x, x2) + mean(y, y2, y, y2) - 2 * mean(x, x2, y, y2))

    def output(self):
        return self.run().reshape(1)


class Kid:
    """Subsets as clean-fid computes them, in single precision as its features are."""

    def __init__(self, request):
        self.inputs = {name: tensor.numpy() for name, tensor in opened(request).items()}

    def run(self):
        import numpy

        v = self.inputs
        total, size, width = 0.0, v["real_rows"].shape[1], v["real"].shape[1]
        for real_rows, generated_rows in zip(v["real_rows"], v["generated_rows"]):
            x, y = v["generated"][generated_rows], v["real"][real_rows]
            within = (x @ x.T / width + 1) ** 3 + (y @ y.T / width + 1) ** 3
            across = (x @ y.T / width + 1) ** 3
            total += (within.sum() - numpy.diag(within).sum()) / (size - 1) - across.sum() * 2 / size
        return total / len(v["real_rows"]) / size

    def output(self):
        import torch

        return torch.tensor([float(self.run())])


class Statistics(Measured):
    """Mean and covariance as pytorch-fid computes them: all features in one array, then NumPy."""

    def __init__(self, request):
        self.pool = opened(request)["pool"].numpy()
        self.rows, self.batch = request["rows"], request["batch"]
        super().__init__()

    def run(self):
        import numpy

        features = numpy.empty((self.rows, self.pool.shape[1]))
        for start in range(0, self.rows, self.batch):
            first = start % len(self.pool)
            count = min(self.batch, self.rows - start)
            features[start:start + count] = self.pool[first:first + count]
        return numpy.mean(features, axis=0), numpy.cov(features, rowvar=False)

    def output(self):
        import torch

        return torch.from_numpy(self.run()[1])


KINDS = {"inception": Inception, "frechet": Frechet, "picture": Picture, "cmmd": Cmmd, "kid": Kid,
         "statistics": Statistics}
