// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/base64.h"

#include "base/error.h"

#include <openssl/evp.h>

#include <algorithm>
#include <limits>

namespace recap {
namespace {

const unsigned char* data(std::string_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

unsigned char* data(std::string& bytes) {
    return reinterpret_cast<unsigned char*>(bytes.data());
}

// OpenSSL counts in int.
int length(std::string_view bytes) {
    if (bytes.size() > static_cast<std::size_t>(std::numeric_limits<int>::max()) / 2)
        throw Error(ErrorCode::BadFormat, message("A base64 text would be larger than a gigabyte."));
    return static_cast<int>(bytes.size());
}

}  // namespace

std::string base64(std::string_view bytes) {
    std::string out((bytes.size() + 2) / 3 * 4 + 1, '\0');  // with the zero that OpenSSL writes behind it
    out.resize(static_cast<std::size_t>(EVP_EncodeBlock(data(out), data(bytes), length(bytes))));
    return out;
}

std::string bytesFromBase64(std::string_view text) {
    // OpenSSL passes over blanks around the text and takes padding for a digit anywhere in it.
    static constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const auto digits = std::min(text.find_first_not_of(kDigits), text.size());
    const auto padding = text.size() - digits;
    if (text.substr(digits).find_first_not_of('=') != std::string_view::npos)
        throw Error(ErrorCode::BadFormat, message("A base64 text contains an invalid character."));
    if (text.size() % 4 != 0 || padding > 2) throw Error(ErrorCode::BadFormat, message("A base64 text is truncated."));
    std::string out(text.size() / 4 * 3, '\0');
    if (EVP_DecodeBlock(data(out), data(text), length(text)) < 0)
        throw Error(ErrorCode::BadFormat, message("A base64 text cannot be decoded."));
    out.resize(out.size() - padding);
    return out;
}

}  // namespace recap
