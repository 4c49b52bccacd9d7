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
    [[noreturn]] void fail(const Message& defect) const {
        throw Error(ErrorCode::BadFormat, message("%1 is not a valid safetensors file: %2.", origin_, defect));
    }

    std::uint64_t headerLength() const {
        if (file_.size() < 8) fail(message("it has %1 bytes, too few for a header", file_.size()));
        std::uint64_t length = 0;
        for (int i = 7; i >= 0; --i) length = (length << 8) | static_cast<unsigned char>(file_[std::size_t(i)]);
        if (length > kMaxHeaderBytes) fail(message("its header claims %1 bytes, over the limit", length));
        if (length > file_.size() - 8) {
            fail(message("its header claims %1 bytes but the file ends after %2", length, file_.size() - 8));
        }
        return length;
    }

    HeaderJson parse(std::string_view text) const {
        if (text.empty() || text.front() != '{') fail(message("its header does not begin with '{'"));
        std::vector<std::set<std::string>> keys;
        const auto check = [&](int depth, HeaderJson::parse_event_t event, HeaderJson& parsed) {
            if (event == HeaderJson::parse_event_t::object_start || event == HeaderJson::parse_event_t::array_start) {
                if (static_cast<std::size_t>(depth) >= kMaxEntryNesting)
                    fail(message("its header is nested too deeply"));
                keys.emplace_back();
            } else if (event == HeaderJson::parse_event_t::object_end ||
                       event == HeaderJson::parse_event_t::array_end) {
                keys.pop_back();
            } else if (event == HeaderJson::parse_event_t::key) {
                const auto name = parsed.get<std::string>();
                if (!keys.back().insert(name).second) fail(message("its header names '%1' twice", name));
            }
            return true;
        };
        try {
            return HeaderJson::parse(text, check);
        } catch (const HeaderJson::exception& e) {
            fail(message("its header is not JSON in UTF-8 (%1)", e.what()));
        }
    }

    void readMetadata(const HeaderJson& json) {
        if (!json.is_object()) fail(message("'__metadata__' is not an object"));
        for (const auto& item : json.items()) {
            if (!item.value().is_string()) fail(message("metadata '%1' is not a text", item.key()));
            header_.metadata[item.key()] = item.value().get<std::string>();
        }
    }

    const HeaderJson& field(const std::string& name, const HeaderJson& json, const char* key) const {
        const auto found = json.find(key);
        if (found == json.end()) fail(message("tensor '%1' has no %2", name, key));
        return *found;
    }

    SafetensorsEntry readEntry(const std::string& name, const HeaderJson& json) const {
        if (!json.is_object()) fail(message("the entry of tensor '%1' is not an object", name));
        SafetensorsEntry entry;
        const HeaderJson& dtype = field(name, json, "dtype");
        if (!dtype.is_string()) fail(message("the dtype of tensor '%1' is not a text", name));
        const auto known = dtypeFromName(dtype.get<std::string>());
        if (!known) fail(message("tensor '%1' has the unknown dtype '%2'", name, dtype.get<std::string>()));
        entry.dtype = *known;
        const std::uint64_t bytes = readShape(name, field(name, json, "shape"), entry);
        const HeaderJson& offsets = field(name, json, "data_offsets");
        if (!offsets.is_array() || offsets.size() != 2 || !offsets[0].is_number_unsigned() ||
            !offsets[1].is_number_unsigned())
            fail(message("data_offsets of tensor '%1' are not two whole numbers >= 0", name));
        entry.begin = offsets[0].get<std::uint64_t>();
        entry.end = offsets[1].get<std::uint64_t>();
        if (entry.begin > entry.end) fail(message("the data of tensor '%1' ends before it begins", name));
        if (entry.end > file_.size() - header_.data_begin)
            fail(message("the data of tensor '%1' lies beyond the end of the file", name));
        if (entry.end - entry.begin != bytes) {
            fail(message("tensor '%1' needs %2 bytes by its shape and dtype but has %3", name, bytes,
                         entry.end - entry.begin));
        }
        return entry;
    }

    // Returns the number of bytes that shape and dtype ask for.
    std::uint64_t readShape(const std::string& name, const HeaderJson& shape, SafetensorsEntry& entry) const {
        if (!shape.is_array()) fail(message("the shape of tensor '%1' is not a list", name));
        constexpr auto kMax = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
        std::uint64_t bytes = c10::elementSize(entry.dtype);
        for (const HeaderJson& extent : shape) {
            if (!extent.is_number_unsigned())
                fail(message("the shape of tensor '%1' is not made of whole numbers >= 0", name));
            const auto n = extent.get<std::uint64_t>();
            if (n > kMax || (n != 0 && bytes > kMax / n)) fail(message("the shape of tensor '%1' overflows", name));
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
                fail(entry->begin < covered ? message("the data of tensor '%1' overlaps that of another tensor", *name)
                                            : message("the data of tensor '%1' leaves a hole before it", *name));
            }
            covered = entry->end;
        }
        const std::uint64_t rest = file_.size() - header_.data_begin - covered;
        if (rest != 0) fail(message("%1 bytes at its end belong to no tensor", rest));
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
