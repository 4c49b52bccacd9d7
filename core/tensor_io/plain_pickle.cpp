// SPDX-License-Identifier: GPL-3.0-or-later
#include "tensor_io/plain_pickle.h"

#include "base/error.h"
#include "base/unicode.h"
#include "tensor_io/pickle_machine.h"

#include <torch/types.h>

namespace recap {
namespace {

using Kind = PickleValue::Kind;

class Converter {
public:
    explicit Converter(std::string_view origin) : origin_(origin) {}

    Json json(const PickleValue& value, int depth = 0) {
        constexpr int kDeepest = 20;
        constexpr std::size_t kMostValues = 10000000;
        if (depth > kDeepest) refuse(message("it is nested deeper than plain data of prompts"));
        if (++values_ > kMostValues) refuse(message("it holds too many values"));
        switch (value.kind) {
            case Kind::None: return nullptr;
            case Kind::Bool: return value.number != 0;
            case Kind::Int: return value.number;
            case Kind::Float: return value.real;
            case Kind::Text: return text(value);
            case Kind::List: return list(value, depth);
            case Kind::Dict: return dictionary(value, depth);
            default: refuse(message("it holds a value that is no list, dictionary, text or number of 64 bits"));
        }
    }

private:
    [[noreturn]] void refuse(const Message& reason) const {
        throw Error(ErrorCode::BadFormat, message("%1 cannot be read as a pickle of plain data: %2.", origin_, reason));
    }

    std::string text(const PickleValue& value) {
        constexpr std::size_t kMostText = 256u << 20;
        bytes_ += value.text.size();
        if (bytes_ > kMostText) refuse(message("it holds more than 256 MiB of text"));
        if (!isValidUtf8(value.text)) refuse(message("it holds a text that is not UTF-8"));
        return value.text;
    }

    Json list(const PickleValue& value, int depth) {
        Json out = Json::array();
        for (const auto* item : value.items) out.push_back(json(*item, depth + 1));
        return out;
    }

    // Keys are appended, not searched for: an ordered object compares with every key before. The reader of two equal
    // keys finds the first.
    Json dictionary(const PickleValue& value, int depth) {
        Json out = Json::object();
        auto& entries = out.get_ref<Json::object_t&>();
        for (std::size_t i = 0; i + 1 < value.items.size(); i += 2) {
            const auto& key = *value.items[i];
            if (key.kind != Kind::Text && key.kind != Kind::Int)
                refuse(message("a key of a dictionary is no text and no number"));
            auto name = key.kind == Kind::Text ? text(key) : std::to_string(key.number);
            entries.Container::emplace_back(std::move(name), json(*value.items[i + 1], depth + 1));
        }
        return out;
    }

    std::string_view origin_;
    std::size_t values_ = 0, bytes_ = 0;
};

}  // namespace

Json readPlainPickle(std::string_view pickle, std::string_view origin) {
    PickleValues values;
    return Converter(origin).json(*readPlainPickle(pickle, values, origin));
}

bool looksLikePickle(std::string_view bytes) {
    if (bytes.size() < 3) return false;
    if (bytes[0] == '\x80') return bytes[1] >= 2 && bytes[1] <= 5;
    // Protocols 0 and 1: a mark and a list or dictionary, or an empty one that is remembered.
    return (bytes[0] == '(' && (bytes[1] == 'l' || bytes[1] == 'd') && bytes[2] == 'p') ||
           ((bytes[0] == ']' || bytes[0] == '}') && bytes[1] == 'q');
}

}  // namespace recap
