// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/json_problem.h"

#include <string_view>

namespace recap {
namespace {

// Of nlohmann's json.
constexpr int kMissingKey = 403, kLargeNumber = 406, kFirstTypeError = 300, kLastTypeError = 399;

}  // namespace

Message jsonProblem(const Json::exception& exception) {
    if (const auto* parsing = dynamic_cast<const Json::parse_error*>(&exception))
        return message("there is a mistake at byte %1", parsing->byte);
    if (exception.id == kMissingKey) {
        const std::string_view words = exception.what();
        const auto begin = words.find('\''), end = words.rfind('\'');
        if (begin < end) return message("the field '%1' is missing", words.substr(begin + 1, end - begin - 1));
    }
    if (exception.id == kLargeNumber) return message("a number is too large");
    if (exception.id >= kFirstTypeError && exception.id <= kLastTypeError)
        return message("a field holds a value of another kind than it should");
    return message("a value is not what it should be");
}

}  // namespace recap
