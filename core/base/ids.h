// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <cstdint>
#include <functional>

namespace recap {

// A database key with a type, so that an image id cannot be passed where a run id is meant. 0 means "none".
template <class Tag>
struct Id {
    std::int64_t value = 0;
    auto operator<=>(const Id&) const = default;
    explicit operator bool() const noexcept { return value != 0; }
};

using ImageId = Id<struct ImageTag>;
using CaptionId = Id<struct CaptionTag>;
using RunId = Id<struct RunTag>;
using CheckpointId = Id<struct CheckpointTag>;
using SampleId = Id<struct SampleTag>;
using StudyId = Id<struct StudyTag>;

}  // namespace recap

template <class Tag>
struct std::hash<recap::Id<Tag>> {
    std::size_t operator()(const recap::Id<Tag>& id) const noexcept { return std::hash<std::int64_t>{}(id.value); }
};
