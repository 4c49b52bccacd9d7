// SPDX-License-Identifier: GPL-3.0-or-later
#include "tensor_io/safetensors_header.h"

#include "base/error.h"
#include "tensor_io/dtype_names.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstring>
#include <limits>
#include <set>
#include <utility>

namespace recap {
namespace {

// Sorted objects: the ordered ones of base/json.h search linearly for each new key, too slow for a long header.
using HeaderJson = nlohmann::json;

constexpr std::uint64_t kMaxHeaderBytes = 100'000'000;  // the reference library's limit
constexpr std::size_t kMaxEntryNesting = 4;             // {name: {shape: [..]}} has three levels

class HeaderReader {
public:
    HeaderReader(std::string_view file, std::string_view origin) : file_(file), origin_(origin) {}

    SafetensorsHeader read() {
        header_.data_begin = 8 + headerLength();
        const HeaderJson json = parse(file_.substr(8, header_.data_begin - 8));
        for (const auto& item : json.items()) {
            if (item.key() == "__metadata__")
                readMetadata(item.value());
            else
                header_.entries.emplace(item.key(), readEntry(item.key(), item.value()));
        }
        checkCoverage();
        return std::move(header_);
    }

private:
    [[noreturn]] void fail(const std::string& defect) const {
        throw Error(ErrorCode::BadFormat, message("%1 is not a valid safetensors file: %2.", origin_, defect));
    }

    std::uint64_t headerLength() const {
        if (file_.size() < 8) fail("it has " + std::to_string(file_.size()) + " bytes, too few for a header");
        std::uint64_t length = 0;
        for (int i = 7; i >= 0; --i) length = (length << 8) | static_cast<unsigned char>(file_[std::size_t(i)]);
        if (length > kMaxHeaderBytes) fail("its header claims " + std::to_string(length) + " bytes, over the limit");
        if (length > file_.size() - 8) {
            fail("its header claims " + std::to_string(length) + " bytes but the file ends after " +
                 std::to_string(file_.size() - 8));
        }
        return length;
    }

    HeaderJson parse(std::string_view text) const {
        if (text.empty() || text.front() != '{') fail("its header does not begin with '{'");
        std::vector<std::set<std::string>> keys;
        const auto check = [&](int depth, HeaderJson::parse_event_t event, HeaderJson& parsed) {
            if (event == HeaderJson::parse_event_t::object_start || event == HeaderJson::parse_event_t::array_start) {
                if (static_cast<std::size_t>(depth) >= kMaxEntryNesting) fail("its header is nested too deeply");
                keys.emplace_back();
            } else if (event == HeaderJson::parse_event_t::object_end ||
                       event == HeaderJson::parse_event_t::array_end) {
                keys.pop_back();
            } else if (event == HeaderJson::parse_event_t::key) {
                const auto name = parsed.get<std::string>();
                if (!keys.back().insert(name).second) fail("its header names '" + name + "' twice");
            }
            return true;
        };
        try {
            return HeaderJson::parse(text, check);
        } catch (const HeaderJson::exception& e) {
            fail(std::string("its header is not JSON in UTF-8 (") + e.what() + ")");
        }
    }

    void readMetadata(const HeaderJson& json) {
        if (!json.is_object()) fail("'__metadata__' is not an object");
        for (const auto& item : json.items()) {
            if (!item.value().is_string()) fail("metadata '" + item.key() + "' is not a text");
            header_.metadata[item.key()] = item.value().get<std::string>();
        }
    }

    const HeaderJson& field(const std::string& name, const HeaderJson& json, const char* key) const {
        const auto found = json.find(key);
        if (found == json.end()) fail("tensor '" + name + "' has no " + key);
        return *found;
    }

    SafetensorsEntry readEntry(const std::string& name, const HeaderJson& json) const {
        if (!json.is_object()) fail("the entry of tensor '" + name + "' is not an object");
        SafetensorsEntry entry;
        const HeaderJson& dtype = field(name, json, "dtype");
        if (!dtype.is_string()) fail("the dtype of tensor '" + name + "' is not a text");
        const auto known = dtypeFromName(dtype.get<std::string>());
        if (!known) fail("tensor '" + name + "' has the unknown dtype '" + dtype.get<std::string>() + "'");
        entry.dtype = *known;
        const std::uint64_t bytes = readShape(name, field(name, json, "shape"), entry);
        const HeaderJson& offsets = field(name, json, "data_offsets");
        if (!offsets.is_array() || offsets.size() != 2 || !offsets[0].is_number_unsigned() ||
            !offsets[1].is_number_unsigned())
            fail("data_offsets of tensor '" + name + "' are not two whole numbers >= 0");
        entry.begin = offsets[0].get<std::uint64_t>();
        entry.end = offsets[1].get<std::uint64_t>();
        if (entry.begin > entry.end) fail("the data of tensor '" + name + "' ends before it begins");
        if (entry.end > file_.size() - header_.data_begin)
            fail("the data of tensor '" + name + "' lies beyond the end of the file");
        if (entry.end - entry.begin != bytes) {
            fail("tensor '" + name + "' needs " + std::to_string(bytes) + " bytes by its shape and dtype but has " +
                 std::to_string(entry.end - entry.begin));
        }
        return entry;
    }

    // Returns the number of bytes that shape and dtype ask for.
    std::uint64_t readShape(const std::string& name, const HeaderJson& shape, SafetensorsEntry& entry) const {
        if (!shape.is_array()) fail("the shape of tensor '" + name + "' is not a list");
        constexpr auto kMax = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
        std::uint64_t bytes = c10::elementSize(entry.dtype);
        for (const HeaderJson& extent : shape) {
            if (!extent.is_number_unsigned())
                fail("the shape of tensor '" + name + "' is not made of whole numbers >= 0");
            const auto n = extent.get<std::uint64_t>();
            if (n > kMax || (n != 0 && bytes > kMax / n)) fail("the shape of tensor '" + name + "' overflows");
            bytes *= n;
            entry.shape.push_back(static_cast<std::int64_t>(n));
        }
        return bytes;
    }

    void checkCoverage() const {
        std::vector<std::pair<const SafetensorsEntry*, const std::string*>> order;
        for (const auto& [name, entry] : header_.entries) order.emplace_back(&entry, &name);
        std::sort(order.begin(), order.end(), [](const auto& a, const auto& b) {
            return std::pair(a.first->begin, a.first->end) < std::pair(b.first->begin, b.first->end);
        });
        std::uint64_t covered = 0;
        for (const auto& [entry, name] : order) {
            if (entry->begin != covered) {
                fail("the data of tensor '" + *name + "' " +
                     (entry->begin < covered ? "overlaps that of another tensor" : "leaves a hole before it"));
            }
            covered = entry->end;
        }
        const std::uint64_t rest = file_.size() - header_.data_begin - covered;
        if (rest != 0) fail(std::to_string(rest) + " bytes at its end belong to no tensor");
    }

    std::string_view file_;
    std::string_view origin_;
    SafetensorsHeader header_;
};

}  // namespace

SafetensorsHeader parseSafetensorsHeader(std::string_view file, std::string_view origin) {
    return HeaderReader(file, origin).read();
}

}  // namespace recap
