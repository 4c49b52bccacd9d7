// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/renderer.h"

#include "demo/shapes_internal.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <vector>

namespace fs = std::filesystem;

namespace recap::demo {
namespace {

const std::array<std::vector<const char*>, kClasses.size()> kStampFiles{{
    {"food/fruit/apple_red.png", "food/fruit/cartoon/apple.png"},
    {"food/fruit/banana.png", "food/fruit/cartoon/banana.png"},
    {"food/fruit/mandarine.png", "food/fruit/cartoon/orange.png"},
    {"animals/birds/penguin.png", "animals/birds/magellanic_penguin.png", "animals/birds/cartoon/tux.png"},
    {"animals/fish/clownfish.png", "animals/fish/stripedfish.png", "animals/fish/bluegroper.png"},
    {"plants/flowers/flower8.png", "plants/flowers/flower9.png", "plants/flowers/pigface.png"},
    {"vehicles/auto/beetle.png", "vehicles/auto/sportscar2.png"},
    {"animals/mammals/equines/zebra.png"},
    {"vehicles/flight/balloon360.png"},
    {"plants/mushrooms/cep-1.png", "plants/mushrooms/cep.png"},
}};

// A cut-out ready to be pasted: colour multiplied by opacity, cropped to what is visible.
struct Cutout {
    cv::Mat premultiplied;  // CV_32FC4, BGRA, 0..1
    double area = 0;        // sum of opacity, in pixels
};

Cutout prepare(const cv::Mat& bgra) {
    std::vector<cv::Mat> planes;
    cv::split(bgra, planes);
    const cv::Rect box = cv::boundingRect(planes[3] > 16);
    Cutout cutout;
    bgra(box).convertTo(cutout.premultiplied, CV_32FC4, 1.0 / 255.0);
    for (int y = 0; y < cutout.premultiplied.rows; ++y) {
        auto* row = cutout.premultiplied.ptr<cv::Vec4f>(y);
        for (int x = 0; x < cutout.premultiplied.cols; ++x) {
            for (int c = 0; c < 3; ++c) row[x][c] *= row[x][3];
            cutout.area += row[x][3];
        }
    }
    return cutout;
}

cv::Mat readBgra(const fs::path& path) {
    cv::Mat image = cv::imread(path.string(), cv::IMREAD_UNCHANGED);
    if (image.empty()) return {};
    if (image.depth() == CV_16U) image.convertTo(image, CV_8U, 1.0 / 257.0);
    if (image.channels() == 1) cv::cvtColor(image, image, cv::COLOR_GRAY2BGRA);
    if (image.channels() == 3) cv::cvtColor(image, image, cv::COLOR_BGR2BGRA);
    return image;
}

// Top and bottom colour of each ground, BGR.
struct Gradient {
    cv::Vec3f top, bottom;
};
constexpr float kByte = 1.0f / 255.0f;
const std::array<Gradient, kGrounds.size()> kGradients{
    {{{55 * kByte, 170 * kByte, 95 * kByte}, {35 * kByte, 120 * kByte, 55 * kByte}},
     {{235 * kByte, 145 * kByte, 70 * kByte}, {255 * kByte, 220 * kByte, 185 * kByte}},
     {{165 * kByte, 220 * kByte, 240 * kByte}, {100 * kByte, 170 * kByte, 205 * kByte}},
     {{235 * kByte, 225 * kByte, 220 * kByte}, {252 * kByte, 250 * kByte, 248 * kByte}}}};

// The grain lies on a fixed 64 x 64 grid of the picture, so that every size shows the same texture.
cv::Mat grain(std::uint64_t seed) {
    Random random(seed);
    cv::Mat noise(64, 64, CV_32FC1);
    for (int y = 0; y < noise.rows; ++y)
        for (int x = 0; x < noise.cols; ++x) noise.at<float>(y, x) = static_cast<float>(0.03 * random.normal());
    return noise;
}

cv::Mat background(const Scene& scene, int side) {
    const auto& gradient = kGradients[static_cast<std::size_t>(scene.ground)];
    cv::Mat scaled;
    cv::resize(grain(scene.noise_seed), scaled, {side, side}, 0, 0, side < 64 ? cv::INTER_AREA : cv::INTER_CUBIC);
    cv::Mat canvas(side, side, CV_32FC3);
    for (int y = 0; y < side; ++y) {
        const float t = (static_cast<float>(y) + 0.5f) / static_cast<float>(side);
        const cv::Vec3f colour = gradient.top * (1 - t) + gradient.bottom * t;
        auto* row = canvas.ptr<cv::Vec3f>(y);
        const auto* noise = scaled.ptr<float>(y);
        for (int x = 0; x < side; ++x) row[x] = colour + cv::Vec3f::all(noise[x]);
    }
    return canvas;
}

cv::Mat resized(const cv::Mat& source, cv::Size size) {
    cv::Mat out;
    cv::resize(source, out, size, 0, 0, size.width < source.cols ? cv::INTER_AREA : cv::INTER_LINEAR);
    return out;
}

void paste(cv::Mat& canvas, const Cutout& cutout, const PlacedObject& object) {
    const double side = canvas.cols;
    // All classes cover about the same area, but nothing wider or higher than 0.62 of the picture.
    double scale = object.size * side / std::sqrt(cutout.area);
    scale = std::min(scale, 1.35 * object.size * side / std::max(cutout.premultiplied.cols, cutout.premultiplied.rows));
    const cv::Size size(std::max(1, static_cast<int>(std::lround(cutout.premultiplied.cols * scale))),
                        std::max(1, static_cast<int>(std::lround(cutout.premultiplied.rows * scale))));
    cv::Mat picture = resized(cutout.premultiplied, size);
    if (object.mirrored) cv::flip(picture, picture, 1);
    const int left = static_cast<int>(std::lround(object.x * side - size.width / 2.0));
    const int top = static_cast<int>(std::lround(object.y * side - size.height / 2.0));
    const cv::Rect visible = cv::Rect(left, top, size.width, size.height) & cv::Rect(0, 0, canvas.cols, canvas.rows);
    for (int y = visible.y; y < visible.br().y; ++y) {
        auto* to = canvas.ptr<cv::Vec3f>(y);
        const auto* from = picture.ptr<cv::Vec4f>(y - top);
        for (int x = visible.x; x < visible.br().x; ++x) {
            const auto& p = from[x - left];
            to[x] = to[x] * (1 - p[3]) + cv::Vec3f(p[0], p[1], p[2]);
        }
    }
}

}  // namespace

struct SceneRenderer::Cutouts {
    std::array<std::vector<Cutout>, kClasses.size()> of;
    std::string missing;
};

fs::path SceneRenderer::defaultStampsDirectory() {
    const char* given = std::getenv("RECAP_STAMPS");
    return given != nullptr ? fs::path(given) : fs::path("/usr/share/tuxpaint/stamps");
}

SceneRenderer::SceneRenderer(const fs::path& stamps) : cutouts_(std::make_unique<Cutouts>()) {
    for (std::size_t c = 0; c < kClasses.size() && cutouts_->missing.empty(); ++c)
        for (const char* file : kStampFiles[c]) {
            const cv::Mat image = fs::exists(stamps / file) ? readBgra(stamps / file) : cv::Mat();
            if (image.empty()) {
                cutouts_->missing = (stamps / file).string();
                break;
            }
            cutouts_->of[c].push_back(prepare(image));
        }
    if (cutouts_->missing.empty()) return;
    for (std::size_t c = 0; c < kClasses.size(); ++c) {
        cutouts_->of[c].clear();
        for (int look = 0; look < 2; ++look) cutouts_->of[c].push_back(prepare(drawnShape(static_cast<int>(c), look)));
    }
}

SceneRenderer::~SceneRenderer() = default;

bool SceneRenderer::usesStamps() const {
    return cutouts_->missing.empty();
}

std::string SceneRenderer::missingStamp() const {
    return cutouts_->missing;
}

ImageBuffer SceneRenderer::render(const Scene& scene, int side) const {
    cv::Mat canvas = background(scene, side);
    for (const auto& object : scene.objects) {
        const auto& looks = cutouts_->of[static_cast<std::size_t>(object.class_index)];
        const auto index =
            std::min(looks.size() - 1, static_cast<std::size_t>(object.look * static_cast<double>(looks.size())));
        paste(canvas, looks[index], object);
    }
    cv::Mat bytes;
    canvas.convertTo(bytes, CV_8UC3, 255.0);
    ImageBuffer out;
    out.width = out.height = side;
    out.channels = 3;
    out.pixels.resize(static_cast<std::size_t>(side) * static_cast<std::size_t>(side) * 3);
    cv::cvtColor(bytes, cv::Mat(side, side, CV_8UC3, out.pixels.data()), cv::COLOR_BGR2RGB);
    return out;
}

}  // namespace recap::demo
