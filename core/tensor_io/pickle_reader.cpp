// SPDX-License-Identifier: GPL-3.0-or-later
#include "tensor_io/pickle_reader.h"

#include "base/error.h"
#include "tensor_io/mapped_file.h"
#include "tensor_io/pickle_machine.h"
#include "tensor_io/safetensors.h"
#include "tensor_io/zip_checksums.h"

#include <torch/types.h>

#include <cstring>
#include <limits>
#include <memory>
#include <set>

namespace recap {
namespace {

using Kind = PickleValue::Kind;

[[noreturn]] void refuse(const std::string& origin, const Message& reason) {
    throw Error(ErrorCode::BadFormat, message("%1 cannot be read: %2.", origin, reason));
}

// Every element must lie in the storage, and no more elements may be claimed than the storage has.
void requireInside(const std::string& origin, std::int64_t stored, std::int64_t offset,
                   const std::vector<std::int64_t>& shape, const std::vector<std::int64_t>& strides) {
    if (shape.size() != strides.size() || offset < 0) refuse(origin, message("the shape of a tensor is damaged"));
    std::int64_t count = 1, last = offset;
    bool fits = true, empty = false;
    for (std::size_t i = 0; i < shape.size(); ++i) {
        std::int64_t reach = 0;
        if (shape[i] < 0 || strides[i] < 0) refuse(origin, message("the shape of a tensor is damaged"));
        empty = empty || shape[i] == 0;
        fits = fits && !__builtin_mul_overflow(count, shape[i], &count) &&
               !__builtin_mul_overflow(std::max<std::int64_t>(shape[i] - 1, 0), strides[i], &reach) &&
               !__builtin_add_overflow(last, reach, &last);
    }
    if (!fits || (empty ? offset > stored : last >= stored || count > stored))
        refuse(origin, message("a tensor reaches beyond its data"));
}

class Archive {
public:
    Archive(const std::filesystem::path& path, Checksums checksums)
        : origin_(path.string()), file_(std::make_shared<MappedFile>(path)), checksums_(checksums) {
        const auto text = file_->text(0, file_->size());
        entries_ = readZipDirectory(text, origin_);
        for (const auto& item : entries_)
            if (item.first.ends_with("/data.pkl")) folder_ = item.first.substr(0, item.first.size() - 8);
        if (folder_.empty()) fail(message("the archive holds no data.pkl, so it was not made by torch.save"));
        require({folder_ + kPickle});
        if (const auto order = entries_.find(folder_ + "byteorder"); order != entries_.end()) {
            require({order->first});
            if (textOf(order->second) != "little") fail(message("it was written on a machine with another byte order"));
        }
    }

    std::string_view pickle() const { return textOf(entries_.at(folder_ + kPickle)); }
    const std::string& origin() const { return origin_; }
    // Throws Error(BadFormat) unless the data of all tensors match their checksums.
    void requireIntactData() const { require(used_); }

    torch::Tensor tensor(const PickleValue& storage, std::int64_t offset, const std::vector<std::int64_t>& shape,
                         const std::vector<std::int64_t>& strides) const {
        const ZipEntry& entry = storageEntry(storage);
        const auto options = torch::TensorOptions().dtype(storage.dtype);
        used_.insert(folder_ + kData + storage.text);
        requireInside(origin_, storage.number, offset, shape, strides);
        const auto width = static_cast<std::int64_t>(c10::elementSize(storage.dtype));
        std::byte* bytes = file_->data() + entry.begin + offset * width;
        if (storage.number == 0) return torch::empty(shape, options);
        if (reinterpret_cast<std::uintptr_t>(bytes) % static_cast<std::uintptr_t>(width) != 0) {
            // Archives that were packed again may have lost their alignment; such elements may not be read in place.
            torch::Tensor whole = torch::empty({storage.number}, options);
            std::memcpy(whole.data_ptr(), file_->data() + entry.begin, entry.size);
            return whole.as_strided(shape, strides, offset);
        }
        return torch::from_blob(
            bytes, shape, strides, [keep = file_](void*) {}, options);
    }

private:
    [[noreturn]] void fail(const Message& reason) const { refuse(origin_, reason); }
    // Of a TorchScript archive only the program is compressed.
    void requireStored(const ZipEntry& entry) const {
        if (entry.compressed) fail(message("its weights are compressed, which those of torch.save never are"));
    }
    std::string_view textOf(const ZipEntry& entry) const {
        requireStored(entry);
        return file_->text(static_cast<std::size_t>(entry.begin), static_cast<std::size_t>(entry.size));
    }

    void require(const std::set<std::string>& names) const {
        if (checksums_ == Checksums::Verify) requireIntact(file_->text(0, file_->size()), origin_, entries_, names);
    }

    const ZipEntry& storageEntry(const PickleValue& storage) const {
        const auto found = entries_.find(folder_ + kData + storage.text);
        if (found == entries_.end()) fail(message("the data of a tensor are missing"));
        requireStored(found->second);
        const auto width = c10::elementSize(storage.dtype);
        const bool fits = storage.number >= 0 &&
                          static_cast<std::uint64_t>(storage.number) <= found->second.size / width &&
                          static_cast<std::uint64_t>(storage.number) * width == found->second.size;
        if (!fits) fail(message("the data of a tensor have another size than the pickle says"));
        return found->second;
    }

    static constexpr const char* kPickle = "data.pkl";
    static constexpr const char* kData = "data/";

    std::string origin_;
    std::shared_ptr<MappedFile> file_;
    Checksums checksums_;
    ZipEntries entries_;
    std::string folder_;
    mutable std::set<std::string> used_;  // entries that tensors are views of
};

const PickleValue* entryOf(const PickleValue& dictionary, std::string_view name) {
    for (std::size_t i = 0; i + 1 < dictionary.items.size(); i += 2)
        if (dictionary.items[i]->kind == Kind::Text && dictionary.items[i]->text == name)
            return dictionary.items[i + 1];
    return nullptr;
}

// What torch.save wrote before version 1.6, one after the other: four pickles (a constant, a version, facts about the
// machine, the object) and a fifth with the names of the storages; then each storage as the count of its elements and
// their bytes.
class OldFile {
public:
    explicit OldFile(const std::filesystem::path& path) : origin_(path.string()), file_(path) {
        const auto text = file_.text(0, file_.size());
        if (!text.starts_with(kBegin))
            fail(message(
                "it is neither safetensors nor a file of torch.save; load it with the program that made it and save "
                "the weights as safetensors"));
        PickleValues values;
        std::size_t at = kBegin.size();
        const auto next = [&](const BuildTensor& build) {
            std::size_t length = 0;
            const auto* value = readPickle(text.substr(at), values, build, origin_, &length);
            at += length;
            return value;
        };
        const BuildTensor none = [this](const auto&, auto, const auto&, const auto&) -> torch::Tensor {
            fail(message("a tensor is where none belongs"));
        };
        next(none);  // version
        const auto* order = entryOf(*next(none), "little_endian");
        if (order == nullptr || order->number == 0)
            fail(message("it was written on a machine with another byte order"));
        pickle_ = text.substr(at);
        std::map<std::string, torch::ScalarType> types;
        next([&](const PickleValue& storage, auto, const auto&, const auto&) {
            types[storage.text] = storage.dtype;
            return torch::Tensor();
        });
        const auto* names = next(none);
        if (names->kind != Kind::List) fail(message("the names of its storages are missing"));
        for (const auto* name : names->items) at += readStorage(text.substr(at), *name, types);
    }

    std::string_view pickle() const { return pickle_; }
    const std::string& origin() const { return origin_; }
    void requireIntactData() const {}  // it has no checksums

    torch::Tensor tensor(const PickleValue& storage, std::int64_t offset, const std::vector<std::int64_t>& shape,
                         const std::vector<std::int64_t>& strides) const {
        const auto found = storages_.find(storage.text);
        if (found == storages_.end()) fail(message("the data of a tensor are missing"));
        if (storage.number != found->second.numel() || storage.dtype != found->second.scalar_type())
            fail(message("the data of a tensor have another size than the pickle says"));
        requireInside(origin_, storage.number, offset, shape, strides);
        return found->second.as_strided(shape, strides, offset);
    }

private:
    static constexpr std::string_view kBegin{"\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.", 15};

    [[noreturn]] void fail(const Message& reason) const { refuse(origin_, reason); }
    // The bytes it takes. They are copied, because nothing aligns them in the file.
    std::size_t readStorage(std::string_view text, const PickleValue& name,
                            const std::map<std::string, torch::ScalarType>& types) {
        const auto type = types.find(name.text);
        std::int64_t count = 0;
        if (name.kind != Kind::Text || type == types.end()) fail(message("a storage belongs to no tensor"));
        if (text.size() < sizeof count) fail(message("it is cut off"));
        std::memcpy(&count, text.data(), sizeof count);
        const auto width = c10::elementSize(type->second);
        if (count < 0 || static_cast<std::uint64_t>(count) > (text.size() - sizeof count) / width)
            fail(message("it is cut off"));
        const auto bytes = static_cast<std::size_t>(count) * width;
        auto whole = torch::empty({count}, torch::TensorOptions().dtype(type->second));
        if (bytes > 0) std::memcpy(whole.data_ptr(), text.data() + sizeof count, bytes);
        storages_[name.text] = whole;
        return sizeof count + bytes;
    }

    std::string origin_;
    MappedFile file_;
    std::string_view pickle_;
    std::map<std::string, torch::Tensor> storages_;
};

// Some tools wrap the weights twice. BLIP's files call them "model".
const PickleValue& weightsIn(const PickleValue& root) {
    constexpr int kDeepest = 8;
    const auto inside = [](const PickleValue& dictionary) -> const PickleValue* {
        for (const char* name : {"state_dict", "model"})
            if (const auto* inner = entryOf(dictionary, name); inner != nullptr && inner->kind == Kind::Dict)
                return inner;
        return nullptr;
    };
    const PickleValue* found = &root;
    for (int depth = 0; depth < kDeepest; ++depth) {
        const auto* inner = inside(*found);
        if (inner == nullptr) break;
        found = inner;
    }
    return *found;
}

// Modules of TorchScript, each once: a file may let many names lead to one of them.
void collectTensors(const PickleValue& module, const std::string& prefix, std::set<const PickleValue*>& seen,
                    StateDict& out) {
    constexpr std::size_t kLongestName = 1000;
    if (prefix.size() > kLongestName || !seen.insert(&module).second) return;
    for (std::size_t i = 0; i + 1 < module.items.size(); i += 2) {
        const auto &name = *module.items[i], &value = *module.items[i + 1];
        if (name.kind != Kind::Text) continue;
        if (value.kind == Kind::Tensor) out[prefix + name.text] = value.tensor;
        if (value.kind == Kind::Object) collectTensors(value, prefix + name.text + ".", seen, out);
    }
}

template <class File>
StateDict tensorsOf(const File& file) {
    PickleValues values;
    const BuildTensor build = [&](const PickleValue& storage, std::int64_t offset, const auto& shape,
                                  const auto& strides) { return file.tensor(storage, offset, shape, strides); };
    const PickleValue* root = readPickle(file.pickle(), values, build, file.origin());
    StateDict out;
    if (root->kind == Kind::Dict) {
        const auto& weights = weightsIn(*root);
        for (std::size_t i = 0; i + 1 < weights.items.size(); i += 2)
            if (weights.items[i]->kind == Kind::Text && weights.items[i + 1]->kind == Kind::Tensor)
                out[weights.items[i]->text] = weights.items[i + 1]->tensor;
    }
    if (root->kind == Kind::Object) {
        std::set<const PickleValue*> seen;
        collectTensors(*root, {}, seen, out);
    }
    if (out.empty())
        throw Error(ErrorCode::BadFormat,
                    message("%1 holds no dictionary of tensors, so it is not a weights file.", file.origin()));
    file.requireIntactData();
    return out;
}

bool isZip(const std::filesystem::path& path) {
    const MappedFile file(path);
    return looksLikeZip(file.text(0, std::min<std::size_t>(file.size(), 4)));
}

}  // namespace

StateDict loadPickledTensors(const std::filesystem::path& path, Checksums checksums) {
    return isZip(path) ? tensorsOf(Archive(path, checksums)) : tensorsOf(OldFile(path));
}

bool isPickledFile(const std::filesystem::path& path) {
    const MappedFile file(path);
    const auto head = file.text(0, std::min<std::size_t>(file.size(), 4));
    // Safetensors begin with the length of their header, pickles of older versions of torch with 0x80.
    return looksLikeZip(head) || (head.size() >= 2 && head[0] == '\x80' && head[1] >= 2 && head[1] <= 5 &&
                                  (head.size() < 3 || head[2] == '\x8a'));
}

StateDict loadTensorFile(const std::filesystem::path& path, Checksums checksums) {
    return isPickledFile(path) ? loadPickledTensors(path, checksums) : loadSafetensors(path);
}

}  // namespace recap
