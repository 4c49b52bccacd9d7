// SPDX-License-Identifier: GPL-3.0-or-later
#include "image/decode.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace recap {
namespace {

constexpr std::array<std::string_view, 20> kRead{".png",  ".apng", ".jpg", ".jpeg", ".jpe",  ".jfif", ".jif",
                                                 ".webp", ".bmp",  ".dib", ".tif",  ".tiff", ".gif",  ".ppm",
                                                 ".pgm",  ".pbm",  ".pnm", ".jp2",  ".j2k",  ".ras"};

// Ending and what a person calls the kind.
constexpr std::array<std::pair<std::string_view, std::string_view>, 38> kUnread{
    {{".avif", "AVIF"},      {".avifs", "AVIF"},     {".heic", "HEIC"},        {".heif", "HEIF"},
     {".hif", "HEIF"},       {".jxl", "JPEG XL"},    {".jxr", "JPEG XR"},      {".wdp", "JPEG XR"},
     {".psd", "Photoshop"},  {".psb", "Photoshop"},  {".xcf", "GIMP"},         {".kra", "Krita"},
     {".tga", "TGA"},        {".exr", "OpenEXR"},    {".hdr", "Radiance HDR"}, {".pfm", "PFM"},
     {".pam", "PAM"},        {".ico", "icon"},       {".cur", "icon"},         {".icns", "icon"},
     {".dds", "DDS"},        {".pcx", "PCX"},        {".xbm", "XBM"},          {".xpm", "XPM"},
     {".qoi", "QOI"},        {".ktx", "KTX"},        {".dcm", "DICOM"},        {".dng", "raw camera"},
     {".cr2", "raw camera"}, {".cr3", "raw camera"}, {".nef", "raw camera"},   {".arw", "raw camera"},
     {".raf", "raw camera"}, {".orf", "raw camera"}, {".rw2", "raw camera"},   {".svg", "vector"},
     {".svgz", "vector"},    {".eps", "vector"}}};

std::string lowerExtension(const std::filesystem::path& path) {
    std::string extension = path.extension().string();
    for (char& c : extension) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return extension;
}

}  // namespace

bool hasImageExtension(const std::filesystem::path& path) {
    return std::find(kRead.begin(), kRead.end(), lowerExtension(path)) != kRead.end();
}

std::string_view unreadPictureKind(const std::filesystem::path& path) {
    const std::string extension = lowerExtension(path);
    const auto it =
        std::find_if(kUnread.begin(), kUnread.end(), [&](const auto& kind) { return kind.first == extension; });
    return it == kUnread.end() ? std::string_view() : it->second;
}

std::string_view unreadPictureKindOf(std::string_view bytes) {
    using namespace std::string_view_literals;
    constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kStarts{{{"\xFF\x0A"sv, "JPEG XL"},
                                                                                    {"\0\0\0\x0CJXL "sv, "JPEG XL"},
                                                                                    {"8BPS"sv, "Photoshop"},
                                                                                    {"gimp xcf"sv, "GIMP"},
                                                                                    {"\x76\x2F\x31\x01"sv, "OpenEXR"},
                                                                                    {"#?RADIANCE"sv, "Radiance HDR"},
                                                                                    {"<svg"sv, "vector"},
                                                                                    {"DDS "sv, "DDS"},
                                                                                    {"P7\n"sv, "PAM"}}};
    for (const auto& [start, kind] : kStarts)
        if (bytes.starts_with(start)) return kind;
    if (bytes.size() < 12 || bytes.substr(4, 4) != "ftyp") return {};
    const auto brand = bytes.substr(8, 4);
    if (brand == "avif" || brand == "avis") return "AVIF";
    if (brand.starts_with("hei") || brand.starts_with("hev") || brand == "mif1") return "HEIC";
    return {};
}

}  // namespace recap
