// SPDX-License-Identifier: GPL-3.0-or-later
#define PCRE2_CODE_UNIT_WIDTH 8
#include "data/regex.h"

#include "base/error.h"

#include <pcre2.h>

namespace recap {
namespace {

constexpr std::uint32_t kMaxSteps = 1'000'000;  // against patterns like (a+)+b

std::string messageOf(int code) {
    PCRE2_UCHAR text[200];
    return pcre2_get_error_message(code, text, sizeof text) > 0 ? reinterpret_cast<const char*>(text) : "unknown";
}

PCRE2_SPTR bytesOf(std::string_view text) {
    return reinterpret_cast<PCRE2_SPTR>(text.data());
}

}  // namespace

struct Regex::State {
    std::string pattern;
    std::unique_ptr<pcre2_code, decltype(&pcre2_code_free)> code{nullptr, &pcre2_code_free};
    std::unique_ptr<pcre2_match_data, decltype(&pcre2_match_data_free)> data{nullptr, &pcre2_match_data_free};
    std::unique_ptr<pcre2_match_context, decltype(&pcre2_match_context_free)> context{
        pcre2_match_context_create(nullptr), &pcre2_match_context_free};

    [[noreturn]] void fail(int error) const {
        throw Error(ErrorCode::InvalidOption,
                    message("the pattern '%1' cannot be applied (%2).", pattern, messageOf(error)));
    }
};

Regex::Regex(const std::string& pattern, Case letters) : state_(std::make_unique<State>()) {
    state_->pattern = pattern;
    const std::uint32_t options = PCRE2_UTF | PCRE2_UCP | (letters == Case::Ignored ? PCRE2_CASELESS : 0);
    int error = 0;
    PCRE2_SIZE position = 0;
    state_->code.reset(pcre2_compile(bytesOf(pattern), pattern.size(), options, &error, &position, nullptr));
    if (state_->code == nullptr)
        throw Error(ErrorCode::InvalidOption,
                    message("the pattern is wrong at its character %1 (%2).", position + 1, messageOf(error)));
    pcre2_jit_compile(state_->code.get(), PCRE2_JIT_COMPLETE);  // where it cannot, it is interpreted
    state_->data.reset(pcre2_match_data_create_from_pattern(state_->code.get(), nullptr));
    pcre2_set_match_limit(state_->context.get(), kMaxSteps);
}

Regex::~Regex() = default;

bool Regex::matches(std::string_view text) const {
    const int result =
        pcre2_match(state_->code.get(), bytesOf(text), text.size(), 0, 0, state_->data.get(), state_->context.get());
    if (result >= 0) return true;
    if (result == PCRE2_ERROR_NOMATCH) return false;
    state_->fail(result);
}

std::string Regex::replaced(std::string_view text, const std::string& replacement, std::size_t* count) const {
    std::string out(text.size() + replacement.size() + 256, '\0');
    constexpr std::uint32_t kOptions = PCRE2_SUBSTITUTE_GLOBAL | PCRE2_SUBSTITUTE_OVERFLOW_LENGTH;
    for (int attempt = 0;; ++attempt) {
        PCRE2_SIZE size = out.size();
        const int result = pcre2_substitute(state_->code.get(), bytesOf(text), text.size(), 0, kOptions,
                                            state_->data.get(), state_->context.get(), bytesOf(replacement),
                                            replacement.size(), reinterpret_cast<PCRE2_UCHAR*>(out.data()), &size);
        if (result == PCRE2_ERROR_NOMEMORY && attempt == 0) {
            out.resize(size);
            continue;
        }
        if (result < 0) state_->fail(result);
        out.resize(size);
        if (count != nullptr) *count = static_cast<std::size_t>(result);
        return out;
    }
}

}  // namespace recap
