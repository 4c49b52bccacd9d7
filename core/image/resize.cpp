// SPDX-License-Identifier: GPL-3.0-or-later
#include "image/resize.h"

#include "base/error.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace recap {
namespace {

// Weights of the input samples that one output sample is made of (Pillow, src/libImaging/Resample.c).
struct Coefficients {
    int taps = 0;            // weights per output sample, unused ones zero
    std::vector<int> first;  // first input sample of each output sample
    std::vector<int> count;
    std::vector<double> weights;  // taps per output sample
};

double sinc(double x) {
    if (x == 0) return 1;
    x *= std::numbers::pi;
    return std::sin(x) / x;
}

double filterValue(Filter filter, double x) {
    switch (filter) {
        case Filter::Box: return x > -0.5 && x <= 0.5 ? 1.0 : 0.0;
        case Filter::Bilinear: x = std::abs(x); return x < 1.0 ? 1.0 - x : 0.0;
        case Filter::Bicubic: {
            constexpr double a = -0.5;
            x = std::abs(x);
            if (x < 1.0) return ((a + 2.0) * x - (a + 3.0)) * x * x + 1;
            if (x < 2.0) return (((x - 5) * x + 8) * x - 4) * a;
            return 0.0;
        }
        case Filter::Lanczos: return -3.0 <= x && x < 3.0 ? sinc(x) * sinc(x / 3) : 0.0;
    }
    return 0.0;
}

double filterSupport(Filter filter) {
    switch (filter) {
        case Filter::Box: return 0.5;
        case Filter::Bilinear: return 1.0;
        case Filter::Bicubic: return 2.0;
        case Filter::Lanczos: return 3.0;
    }
    return 0.0;
}

Coefficients coefficients(int inSize, int outSize, Filter filter) {
    const double scale = static_cast<double>(inSize) / outSize;
    const double filterScale = std::max(scale, 1.0);  // antialiasing: the filter grows when the picture shrinks
    const double support = filterSupport(filter) * filterScale;
    const double inverse = 1.0 / filterScale;
    Coefficients out;
    out.taps = static_cast<int>(std::ceil(support)) * 2 + 1;
    out.weights.assign(static_cast<std::size_t>(outSize) * static_cast<std::size_t>(out.taps), 0.0);
    for (int i = 0; i < outSize; ++i) {
        const double centre = (i + 0.5) * scale;
        const int low = std::max(static_cast<int>(centre - support + 0.5), 0);
        const int high = std::min(static_cast<int>(centre + support + 0.5), inSize);
        double* weights = &out.weights[static_cast<std::size_t>(i) * static_cast<std::size_t>(out.taps)];
        double sum = 0;
        for (int x = 0; x < high - low; ++x)
            sum += weights[x] = filterValue(filter, (x + low - centre + 0.5) * inverse);
        if (sum != 0)
            for (int x = 0; x < high - low; ++x) weights[x] /= sum;
        out.first.push_back(low);
        out.count.push_back(high - low);
    }
    return out;
}

constexpr int kPrecision = 32 - 8 - 2;  // bits of Pillow's fixed-point weights

std::vector<int> fixedPoint(const std::vector<double>& weights) {
    std::vector<int> out;
    out.reserve(weights.size());
    for (const double w : weights) out.push_back(static_cast<int>(w * (1 << kPrecision) + (w < 0 ? -0.5 : 0.5)));
    return out;
}

// Samples of one pass; the accumulator differs between 8-bit and float mode.
struct EightBit {
    using Sample = std::uint8_t;
    using Weight = int;
    static std::vector<Weight> weights(const Coefficients& c) { return fixedPoint(c.weights); }
    static constexpr int start() { return 1 << (kPrecision - 1); }
    static Sample finish(int sum) { return static_cast<Sample>(std::clamp(sum >> kPrecision, 0, 255)); }
};
struct Float {
    using Sample = float;
    using Weight = double;
    static std::vector<Weight> weights(const Coefficients& c) { return c.weights; }
    static constexpr double start() { return 0.0; }
    static Sample finish(double sum) { return static_cast<Sample>(sum); }
};

template <class Mode>
using Samples = std::vector<typename Mode::Sample>;

template <class Mode>
using Sum = decltype(Mode::start());

// Compiled for AVX2 too, and chosen when the program starts. Both add in the same order and without fused products, so
// their results are equal.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) && \
    !defined(__SANITIZE_THREAD__)
#define RECAP_VECTOR_CLONES __attribute__((target_clones("avx2", "default")))
#else
#define RECAP_VECTOR_CLONES
#endif

// Rows of the horizontal pass are computed side by side: one weight serves all of them, so their sums are vectors, two
// of 32 bytes for each channel.
template <class Mode>
using Lanes [[gnu::vector_size(32), gnu::aligned(alignof(Sum<Mode>)), gnu::may_alias]] = Sum<Mode>;
template <class Mode>
constexpr std::size_t kLanes = 32 / sizeof(Sum<Mode>);
template <class Mode>
constexpr std::size_t kTile = 2 * kLanes<Mode>;  // rows

// `tile`: [width x channels][kTile], the rows of a tile beside each other; the first `rows` of them are written, each
// `stride` behind the one before.
template <class Mode>
RECAP_VECTOR_CLONES void resampleTile(const Sum<Mode>* tile, const Coefficients& c,
                                      const typename Mode::Weight* weights, std::size_t channels, std::size_t rows,
                                      typename Mode::Sample* out, std::size_t stride) {
    for (std::size_t x = 0; x < c.first.size(); ++x) {
        const auto* w = weights + x * static_cast<std::size_t>(c.taps);
        const auto* source = tile + static_cast<std::size_t>(c.first[x]) * channels * kTile<Mode>;
        const auto count = static_cast<std::size_t>(c.count[x]);
        for (std::size_t k = 0; k < channels; ++k) {
            Lanes<Mode> upper = Lanes<Mode>{} + Mode::start(), lower = upper;
            for (std::size_t i = 0; i < count; ++i) {
                const auto* lanes = reinterpret_cast<const Lanes<Mode>*>(source + (i * channels + k) * kTile<Mode>);
                upper += lanes[0] * w[i];
                lower += lanes[1] * w[i];
            }
            for (std::size_t r = 0; r < rows; ++r)
                out[r * stride + x * channels + k] =
                    Mode::finish(r < kLanes<Mode> ? upper[r] : lower[r - kLanes<Mode>]);
        }
    }
}

// Rows beside each other, as resampleTile() reads them.
template <class Mode, class In>
RECAP_VECTOR_CLONES void fillTile(const In* in, std::size_t stride, std::size_t rows, Sum<Mode>* tile) {
    if (rows == kTile<Mode>) {
        for (std::size_t i = 0; i < stride; ++i)
            for (std::size_t r = 0; r < kTile<Mode>; ++r) tile[i * kTile<Mode> + r] = in[r * stride + i];
        return;
    }
    for (std::size_t i = 0; i < stride; ++i)
        for (std::size_t r = 0; r < rows; ++r) tile[i * kTile<Mode> + r] = in[r * stride + i];
}

template <class Mode, class In>
Samples<Mode> horizontalPass(const In* in, int width, int height, int channels, int outWidth, Filter filter) {
    const auto c = coefficients(width, outWidth, filter);
    const auto weights = Mode::weights(c);
    const auto step = static_cast<std::size_t>(channels), rows = static_cast<std::size_t>(height);
    const std::size_t inStride = static_cast<std::size_t>(width) * step;
    const std::size_t outStride = static_cast<std::size_t>(outWidth) * step;
    Samples<Mode> out(outStride * rows);
    std::vector<Sum<Mode>> tile(inStride * kTile<Mode>);
    for (std::size_t y = 0; y < rows; y += kTile<Mode>) {
        const std::size_t some = std::min(kTile<Mode>, rows - y);
        fillTile<Mode>(in + y * inStride, inStride, some, tile.data());
        resampleTile<Mode>(tile.data(), c, weights.data(), step, some, out.data() + y * outStride, outStride);
    }
    return out;
}

// One row of the vertical pass: `count` rows with their weights. The sums of a few columns stay in registers.
template <class Mode, class In>
RECAP_VECTOR_CLONES void weightedRows(const In* in, const typename Mode::Weight* weights, std::size_t count,
                                      std::size_t stride, typename Mode::Sample* out) {
    constexpr std::size_t kColumns = 4 * kLanes<Mode>;
    std::size_t x = 0;
    for (; x + kColumns <= stride; x += kColumns) {
        Sum<Mode> sums[kColumns];
        for (auto& sum : sums) sum = Mode::start();
        for (std::size_t i = 0; i < count; ++i) {
            const In* row = in + i * stride + x;
            const auto weight = weights[i];
            for (std::size_t k = 0; k < kColumns; ++k) sums[k] += row[k] * weight;
        }
        for (std::size_t k = 0; k < kColumns; ++k) out[x + k] = Mode::finish(sums[k]);
    }
    for (; x < stride; ++x) {
        auto sum = Mode::start();
        for (std::size_t i = 0; i < count; ++i) sum += in[i * stride + x] * weights[i];
        out[x] = Mode::finish(sum);
    }
}

template <class Mode, class In>
Samples<Mode> verticalPass(const In* in, int width, int height, int channels, int outHeight, Filter filter) {
    const auto c = coefficients(height, outHeight, filter);
    const auto weights = Mode::weights(c);
    const std::size_t stride = static_cast<std::size_t>(width) * static_cast<std::size_t>(channels);
    Samples<Mode> out(stride * static_cast<std::size_t>(outHeight));
    for (std::size_t y = 0; y < static_cast<std::size_t>(outHeight); ++y)
        weightedRows<Mode>(in + static_cast<std::size_t>(c.first[y]) * stride,
                           weights.data() + y * static_cast<std::size_t>(c.taps), static_cast<std::size_t>(c.count[y]),
                           stride, out.data() + y * stride);
    return out;
}

template <class Mode>
Samples<Mode> resampled(const ImageBuffer& image, int width, int height, Filter filter) {
    if (image.empty() || width < 1 || height < 1)
        throw Error(ErrorCode::ShapeMismatch, message("An image cannot be resized from %1 x %2 to %3 x %4.",
                                                      image.width, image.height, width, height));
    const int w = image.width, h = image.height, n = image.channels;
    const auto* pixels = image.pixels.data();
    if (width == w && height == h) return {image.pixels.begin(), image.pixels.end()};
    if (width == w) return verticalPass<Mode>(pixels, w, h, n, height, filter);
    if (height == h) return horizontalPass<Mode>(pixels, w, h, n, width, filter);
    // Pillow 13 takes the pass first that leaves less to do; the order shows in the rounding.
    if (height < h && h - height > 2 * (w - width)) {
        const auto low = verticalPass<Mode>(pixels, w, h, n, height, filter);
        return horizontalPass<Mode>(low.data(), w, height, n, width, filter);
    }
    const auto narrow = horizontalPass<Mode>(pixels, w, h, n, width, filter);
    return verticalPass<Mode>(narrow.data(), width, h, n, height, filter);
}

}  // namespace

ImageBuffer resizeImage(const ImageBuffer& image, int width, int height, Filter filter) {
    ImageBuffer out;
    out.pixels = resampled<EightBit>(image, width, height, filter);
    out.width = width;
    out.height = height;
    out.channels = image.channels;
    return out;
}

std::vector<float> resizeImageFloat(const ImageBuffer& image, int width, int height, Filter filter) {
    return resampled<Float>(image, width, height, filter);
}

ImageBuffer resizeShortestEdge(const ImageBuffer& image, int side, Filter filter) {
    const int shorter = std::min(image.width, image.height), longer = std::max(image.width, image.height);
    if (shorter < 1) throw Error(ErrorCode::ShapeMismatch, message("An image without pixels cannot be resized."));
    const int scaled = static_cast<int>(static_cast<std::int64_t>(side) * longer / shorter);
    return image.width <= image.height ? resizeImage(image, side, scaled, filter)
                                       : resizeImage(image, scaled, side, filter);
}

}  // namespace recap
