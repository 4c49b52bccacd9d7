// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/load_bench.h"

#include "base/clock.h"
#include "base/error.h"
#include "models/model_folder.h"

#include <torch/types.h>

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>

namespace recap {
namespace fs = std::filesystem;
namespace {

class OpenFile {
public:
    explicit OpenFile(const fs::path& path) : descriptor_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
        if (descriptor_ < 0) throw Error(ErrorCode::FileNotFound, message("File %1 cannot be read.", path));
    }
    ~OpenFile() { ::close(descriptor_); }
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;
    int descriptor() const { return descriptor_; }

private:
    int descriptor_;
};

// The next reader finds nothing of the file in memory.
void forgetPages(const fs::path& file) {
    const OpenFile open(file);
    ::fsync(open.descriptor());
    ::posix_fadvise(open.descriptor(), 0, 0, POSIX_FADV_DONTNEED);
}

double secondsToRead(const fs::path& file) {
    std::vector<char> buffer(std::size_t{8} << 20);
    const Stopwatch watch;
    const OpenFile open(file);
    ::posix_fadvise(open.descriptor(), 0, 0, POSIX_FADV_SEQUENTIAL);
    while (::read(open.descriptor(), buffer.data(), buffer.size()) > 0) continue;
    return watch.seconds();
}

std::string sizeText(const fs::path& file) {
    char text[32];
    std::snprintf(text, sizeof text, "%.1f GB", static_cast<double>(fs::file_size(file)) / 1e9);
    return text;
}

}  // namespace

void benchLoad(BenchSession& session, const fs::path& unet) {
    const auto file = unet / "diffusion_pytorch_model.safetensors";
    const auto load = [&] {
        forgetPages(file);
        const Stopwatch watch;
        const auto model = loadUNet(unet, torch::kFloat16);
        return watch.seconds();
    };
    const auto name = "Load a UNet of " + sizeText(file) + ", fp16";
    session.measurePairs(
        name + ", disk", load,
        [&] {
            forgetPages(file);
            return secondsToRead(file);
        },
        "reference: reading the file");
    if (!session.hasReference()) return;
    session.measurePairs(name, load, [&] {
        forgetPages(file);
        return session.ask({{"op", "load"}, {"folder", unet.string()}}).at("seconds").get<double>();
    });
}

}  // namespace recap
