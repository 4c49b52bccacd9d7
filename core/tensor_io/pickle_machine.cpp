// SPDX-License-Identifier: GPL-3.0-or-later
//
// Opcodes as in Python's pickletools; only those that files of torch.save and plain data contain.
#include "tensor_io/pickle_machine.h"

#include "tensor_io/pickle_machine_internal.h"
#include "tensor_io/pickle_names.h"
#include "tensor_io/pickle_text.h"

#include <torch/types.h>

#include <algorithm>
#include <bit>

namespace recap {

using Kind = PickleValue::Kind;
using Items = std::vector<PickleValue*>;

// A number that needs more than 64 bits can be no size and no offset: it is passed over like an object.
void PickleMachine::pushLong(std::uint64_t length) {
    const auto raw = bytes(length);
    if (length > 8) {
        push(Kind::Inert);
        return;
    }
    std::uint64_t value = !raw.empty() && (static_cast<unsigned char>(raw.back()) & 0x80) != 0 ? ~std::uint64_t{0} : 0;
    for (auto byte = raw.rbegin(); byte != raw.rend(); ++byte) value = value << 8 | static_cast<unsigned char>(*byte);
    pushNumber(Kind::Int, static_cast<std::int64_t>(value));
}

bool PickleMachine::constant(unsigned char code) {
    switch (code) {
        case 0x80: number(1); return true;  // protocol
        case 0x95: number(8); return true;  // frame
        case 'N': push(Kind::None); return true;
        case 0x88: pushNumber(Kind::Bool, 1); return true;
        case 0x89: pushNumber(Kind::Bool, 0); return true;
        case 'K': pushNumber(Kind::Int, static_cast<std::int64_t>(number(1))); return true;
        case 'M': pushNumber(Kind::Int, static_cast<std::int64_t>(number(2))); return true;
        case 'J': pushNumber(Kind::Int, static_cast<std::int32_t>(number(4))); return true;
        case 0x8a: pushLong(number(1)); return true;
        case 0x8b: pushLong(number(4)); return true;
        case 'G': {
            std::uint64_t bits = 0;
            for (const char byte : bytes(8)) bits = bits << 8 | static_cast<unsigned char>(byte);
            push(Kind::Float)->real = std::bit_cast<double>(bits);
            return true;
        }
        case 'X':
        case 'B':
        case 'T': pushText(bytes(number(4))); return true;
        case 0x8c:
        case 'C':
        case 'U': pushText(bytes(number(1))); return true;
        case 0x8d:
        case 0x8e:
        case 0x96: pushText(bytes(number(8))); return true;
        default: return false;
    }
}

void PickleMachine::append(PickleValue* target, const Items& items) {
    if (target->kind == Kind::Inert) return;
    if (target->kind != Kind::List) fail(message("it appends to something that is not a list"));
    target->items.insert(target->items.end(), items.begin(), items.end());
}

void PickleMachine::setItems(PickleValue* target, const Items& items) {
    if (target->kind == Kind::Inert) return;
    if (target->kind != Kind::Dict || items.size() % 2 != 0)
        fail(message("it fills something that is not a dictionary"));
    target->items.insert(target->items.end(), items.begin(), items.end());
}

bool PickleMachine::container(unsigned char code) {
    switch (code) {
        case '(': push(Kind::Mark); return true;
        case '}': push(Kind::Dict); return true;
        case ']':
        case ')':
        case 0x8f: push(Kind::List); return true;
        case 't':
        case 'l':
        case 0x91: pushList(popToMark()); return true;
        case 0x85: pushList(popMany(1)); return true;
        case 0x86: pushList(popMany(2)); return true;
        case 0x87: pushList(popMany(3)); return true;
        case 'a': {
            const auto items = popMany(1);
            append(top(), items);
            return true;
        }
        case 'e':
        case 0x90: {
            const auto items = popToMark();
            append(top(), items);
            return true;
        }
        case 's': {
            const auto items = popMany(2);
            setItems(top(), items);
            return true;
        }
        case 'u': {
            const auto items = popToMark();
            setItems(top(), items);
            return true;
        }
        default: return false;
    }
}

bool PickleMachine::memory(unsigned char code) {
    switch (code) {
        case 'q': remember(number(1)); return true;
        case 'r': remember(number(4)); return true;
        case 0x94: remember(memo_.size()); return true;
        case 'h': recall(number(1)); return true;
        case 'j': recall(number(4)); return true;
        case '0': pop(); return true;
        case '1': popToMark(); return true;
        case '2': push(top()); return true;
        default: return false;
    }
}

// A dot in the attribute would lead from a harmless module to what that module imports ("pathlib", "os.system").
void PickleMachine::pushGlobal(std::string_view module, std::string_view attribute) {
    std::string name(module);
    name.append(".").append(attribute);
    if (build_ == nullptr)
        fail(message(
            "it wants to use '%1', and only lists, dictionaries, texts and numbers are taken from pickles. Write "
            "the data as JSON with the program that made the file",
            printable(name)));
    if (attribute.find('.') != std::string_view::npos || meaningOf(name) == PickleMeaning::Refused)
        fail(message(
            "it wants to use '%1', and only tensors are taken from pickles. Save the weights as safetensors with "
            "the program that made the file",
            printable(name)));
    push(Kind::Global)->text = std::move(name);
}

bool PickleMachine::global(unsigned char code) {
    switch (code) {
        case 'c': {
            const auto module = line();
            pushGlobal(module, line());
            return true;
        }
        case 0x93: {
            const auto names = popMany(2);
            if (names[0]->kind != Kind::Text || names[1]->kind != Kind::Text)
                fail(message("it names something without a text"));
            pushGlobal(names[0]->text, names[1]->text);
            return true;
        }
        default: return false;
    }
}

bool PickleMachine::object(unsigned char code) {
    switch (code) {
        case 'R':
        case 0x81: {
            const auto parts = popMany(2);
            call(*parts[0], *parts[1]);
            return true;
        }
        case 0x92: {  // with named arguments, which nothing here looks at
            const auto parts = popMany(3);
            call(*parts[0], *parts[1]);
            return true;
        }
        case 'b': {
            const auto* state = pop();  // attributes of the object below
            const Kind kind = top()->kind;
            if (kind == Kind::Object) {
                takeAttributes(top(), *state);
                return true;
            }
            if (kind != Kind::Inert && kind != Kind::Dict && kind != Kind::Tensor)
                fail(message("it sets attributes of a value"));
            return true;
        }
        case 'Q': {
            const auto* id = pop();
            pushStorage(*id);
            return true;
        }
        default: return global(code);
    }
}

// What protocols 0 and 1 write as lines of text.
bool PickleMachine::early(unsigned char code) {
    const auto slot = [&] { return static_cast<std::uint64_t>(pickledInteger(line()).value_or(-1)); };
    switch (code) {
        case 'I':
        case 'L': {
            const auto text = line();
            const auto value = pickledInteger(text);
            if (!value) fail(message("it holds a number that is not a whole number of 64 bits"));
            pushNumber(code == 'I' && (text == "00" || text == "01") ? Kind::Bool : Kind::Int, *value);
            return true;
        }
        case 'F': {
            const auto value = pickledReal(line());
            if (!value) fail(message("it holds a number that cannot be read"));
            push(Kind::Float)->real = *value;
            return true;
        }
        case 'S': push(Kind::Text)->text = pickledString(line()); return true;
        case 'V': push(Kind::Text)->text = pickledUnicode(line()); return true;
        case 'd': {
            const auto items = popToMark();
            setItems(push(Kind::Dict), items);
            return true;
        }
        case 'p': remember(slot()); return true;
        case 'g': recall(slot()); return true;
        default: return false;
    }
}

// OrderedDict([(key, value), ...]) as Python 2 wrote it, dict({key: value}), defaultdict(list).
void PickleMachine::fillDictionary(PickleValue* dictionary, const Items& arguments) {
    if (arguments.empty()) return;
    const auto& first = *arguments.front();
    // One list may be named many times in few bytes.
    copied_ += first.items.size();
    if (copied_ > in_.size()) fail(message("it copies its contents again and again"));
    if (first.kind == Kind::Dict) setItems(dictionary, Items(first.items));
    if (first.kind != Kind::List) return;
    for (const auto* pair : first.items) {
        if (pair->kind != Kind::List || pair->items.size() != 2)
            fail(message("a dictionary has an entry that is not a pair"));
        setItems(dictionary, pair->items);
    }
}

// An object whose class saves itself in another way has no attributes here.
void PickleMachine::takeAttributes(PickleValue* object, const PickleValue& state) {
    if (state.kind != Kind::Dict) return;
    copied_ += state.items.size();
    if (copied_ > in_.size()) fail(message("it copies its contents again and again"));
    object->items = state.items;
}

void PickleMachine::call(const PickleValue& function, const PickleValue& arguments) {
    if (function.kind != Kind::Global || arguments.kind != Kind::List)
        fail(message("it calls something that has no name"));
    switch (meaningOf(function.text)) {
        case PickleMeaning::Dictionary: fillDictionary(push(Kind::Dict), arguments.items); return;
        case PickleMeaning::ScriptClass: push(Kind::Object); return;
        case PickleMeaning::Tensor: push(Kind::Tensor)->tensor = tensorFrom(arguments); return;
        case PickleMeaning::Parameter:
            if (arguments.items.empty() || arguments.items.front()->kind != Kind::Tensor)
                fail(message("a parameter holds no tensor"));
            push(arguments.items.front());
            return;
        default: push(Kind::Inert); return;
    }
}

std::vector<std::int64_t> PickleMachine::numbersOf(const PickleValue& value) const {
    constexpr std::size_t kMostDimensions = 16;
    if (value.kind != Kind::List || value.items.size() > kMostDimensions)
        fail(message("a tensor's shape is not a list of numbers"));
    std::vector<std::int64_t> out;
    for (const auto* item : value.items) {
        if (item->kind != Kind::Int) fail(message("a tensor's shape is not a list of numbers"));
        out.push_back(item->number);
    }
    return out;
}

// _rebuild_tensor_v2(storage, offset, shape, strides, requires_grad, hooks[, metadata])
torch::Tensor PickleMachine::tensorFrom(const PickleValue& arguments) const {
    const auto& items = arguments.items;
    if (items.size() < 6 || items[0]->kind != Kind::Storage || items[1]->kind != Kind::Int)
        fail(message("a tensor is described in a way that is not known"));
    return (*build_)(*items[0], items[1]->number, numbersOf(*items[2]), numbersOf(*items[3]));
}

// ("storage", class, entry, device, elements), and before torch 1.6 what it is a view of, which torch 0.4 gave up
void PickleMachine::pushStorage(const PickleValue& id) {
    const auto& items = id.items;
    const bool known = id.kind == Kind::List && items.size() >= 5 && items[0]->kind == Kind::Text &&
                       items[0]->text == "storage" && items[1]->kind == Kind::Global && items[2]->kind == Kind::Text &&
                       items[4]->kind == Kind::Int;
    if (!known) fail(message("a storage is described in a way that is not known"));
    if (items.size() > 5 && items[5]->kind != Kind::None) fail(message("a storage is a part of another one"));
    const auto dtype = dtypeOfStorage(items[1]->text);
    if (!dtype) fail(message("storages of type '%1' are not supported", printable(items[1]->text)));
    auto* storage = push(Kind::Storage);
    storage->text = items[2]->text;
    storage->number = items[4]->number;
    storage->dtype = *dtype;
}

PickleValue* readPickle(std::string_view pickle, PickleValues& values, const BuildTensor& build,
                        std::string_view origin, std::size_t* length) {
    PickleMachine machine(pickle, values, &build, origin);
    auto* value = machine.run();
    if (length != nullptr) *length = machine.length();
    return value;
}

PickleValue* readPlainPickle(std::string_view pickle, PickleValues& values, std::string_view origin) {
    return PickleMachine(pickle, values, nullptr, origin).run();
}

}  // namespace recap
