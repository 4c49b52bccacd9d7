// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "tensor_io/pickle_machine.h"

#include <torch/types.h>

#include <cstdio>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace recap {

// The stack machine behind the functions of pickle_machine.h. An object reads one pickle.
class PickleMachine {
public:
    // Without `build` the pickle is one of plain data.
    PickleMachine(std::string_view pickle, PickleValues& values, const BuildTensor* build, std::string_view origin)
        : in_(pickle), values_(values), build_(build), origin_(origin) {}

    std::size_t length() const { return at_; }

    PickleValue* run() {
        while (true) {
            const auto code = static_cast<unsigned char>(bytes(1)[0]);
            if (code == '.') return pop();
            const bool known = constant(code) || container(code) || memory(code) ||
                               (build_ != nullptr ? object(code) : global(code) || early(code));
            if (!known) unknown(code);
        }
    }

private:
    using Kind = PickleValue::Kind;
    using Items = std::vector<PickleValue*>;

    [[noreturn]] void fail(const Message& reason) const {
        if (build_ == nullptr)
            throw Error(ErrorCode::BadFormat,
                        message("%1 cannot be read as a pickle of plain data: %2.", origin_, reason));
        throw Error(ErrorCode::BadFormat, message("%1 cannot be read as pickled tensors: %2.", origin_, reason));
    }
    [[noreturn]] void unknown(unsigned char code) const {
        char text[8];
        std::snprintf(text, sizeof text, "0x%02x", code);
        if (build_ == nullptr) fail(message("operation %1 does not occur in plain data", text));
        fail(message("operation %1 does not occur in files of torch.save", text));
    }

    std::string_view bytes(std::uint64_t count) {
        if (count > in_.size() - at_) fail(message("the pickle is cut off"));
        const auto out = in_.substr(at_, static_cast<std::size_t>(count));
        at_ += static_cast<std::size_t>(count);
        return out;
    }
    std::uint64_t number(int count) {
        const auto raw = bytes(static_cast<std::uint64_t>(count));
        std::uint64_t value = 0;
        for (int i = count - 1; i >= 0; --i)
            value = value << 8 | static_cast<unsigned char>(raw[static_cast<std::size_t>(i)]);
        return value;
    }
    std::string_view line() {
        const auto end = in_.find('\n', at_);
        if (end == std::string_view::npos) fail(message("the pickle is cut off"));
        const auto out = in_.substr(at_, end - at_);
        at_ = end + 1;
        return out;
    }

    void push(PickleValue* value) { stack_.push_back(value); }
    PickleValue* push(Kind kind) { return stack_.emplace_back(values_.make(kind)); }
    PickleValue* pop() {
        if (stack_.empty() || stack_.back()->kind == Kind::Mark) fail(message("its operations do not fit together"));
        auto* value = stack_.back();
        stack_.pop_back();
        return value;
    }
    PickleValue* top() const {
        if (stack_.empty() || stack_.back()->kind == Kind::Mark) fail(message("its operations do not fit together"));
        return stack_.back();
    }
    Items popToMark() {
        std::size_t begin = stack_.size();
        while (begin > 0 && stack_[begin - 1]->kind != Kind::Mark) --begin;
        if (begin == 0) fail(message("its operations do not fit together"));
        Items items(stack_.begin() + static_cast<std::ptrdiff_t>(begin), stack_.end());
        stack_.resize(begin - 1);
        return items;
    }
    Items popMany(std::size_t count) {
        Items items(count);
        for (auto item = items.rbegin(); item != items.rend(); ++item) *item = pop();
        return items;
    }

    void pushText(std::string_view text) { push(Kind::Text)->text = text; }
    void pushNumber(Kind kind, std::int64_t value) { push(kind)->number = value; }
    void pushList(Items items) { push(Kind::List)->items = std::move(items); }

    bool constant(unsigned char code);
    bool container(unsigned char code);
    bool memory(unsigned char code);
    bool global(unsigned char code);
    bool object(unsigned char code);
    bool early(unsigned char code);

    void pushLong(std::uint64_t length);
    void append(PickleValue* target, const Items& items);
    void setItems(PickleValue* target, const Items& items);
    void pushGlobal(std::string_view module, std::string_view attribute);
    void call(const PickleValue& function, const PickleValue& arguments);
    void fillDictionary(PickleValue* dictionary, const Items& arguments);
    void takeAttributes(PickleValue* object, const PickleValue& state);
    torch::Tensor tensorFrom(const PickleValue& arguments) const;
    std::vector<std::int64_t> numbersOf(const PickleValue& value) const;
    void pushStorage(const PickleValue& id);
    void remember(std::uint64_t slot) { memo_[slot] = top(); }
    void recall(std::uint64_t slot) {
        const auto found = memo_.find(slot);
        if (found == memo_.end()) fail(message("it refers to a value that is not there"));
        push(found->second);
    }

    std::string_view in_;
    std::size_t at_ = 0;
    PickleValues& values_;
    const BuildTensor* build_;
    std::string_view origin_;
    Items stack_;
    std::size_t copied_ = 0;  // values that dictionaries took from lists and other dictionaries
    std::unordered_map<std::uint64_t, PickleValue*> memo_;
};

}  // namespace recap
