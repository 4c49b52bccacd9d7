// SPDX-License-Identifier: GPL-3.0-or-later
//
// Uncompressed tar archives, the shards of web data sets: read in place, written by exports.
#pragma once

#include "base/message.h"

#include <cstdint>
#include <exception>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace recap {

// One file inside an archive. `header` is where its header begins, which is all that reading it again needs.
struct TarMember {
    std::string name = {};  // as written, without a leading "./"
    std::int64_t header = 0;
    std::int64_t bytes = 0;
};

// Something in an archive that was not taken; `member` is empty when the archive as a whole is meant.
struct TarProblem {
    std::string member = {};
    Message reason = {};  // one sentence
};

struct TarListing {
    std::vector<TarMember> members = {};
    std::vector<TarProblem> problems = {};
};

// Called for every regular file in order. `content` reads its bytes and works only during the call; where the archive
// is cut off it throws an error that isTarCutOff() knows and the visitor must let pass.
using TarVisitor = std::function<void(const TarMember& member, const std::function<std::string()>& content)>;

// Walks an archive from its begin to its end, or to where it is cut off or damaged, which is a problem and no failure.
// Names that lead out of the archive ("../x", "/x") are refused and listed, so are links and devices.
// Throws Error(FileNotFound) when the file cannot be opened, Error(BadFormat) when it is no uncompressed tar archive.
bool isTarCutOff(const std::exception& error);
std::vector<TarProblem> walkTar(const std::filesystem::path& path, const TarVisitor& visit);
TarListing listTar(const std::filesystem::path& path);

// The bytes of one member. Throws Error(FileNotFound), or Error(BadFormat) when the archive has changed, is cut off, or
// the member is larger than `limit` bytes.
std::string readTarMember(const std::filesystem::path& path, const TarMember& member,
                          std::uintmax_t limit = 256u << 20);

// Writes an archive member by member in the portable pax form, all with the same time and owner, so that equal content
// gives equal files. Throws Error(FileNotWritable) or Error(DiskFull).
class TarWriter {
public:
    explicit TarWriter(const std::filesystem::path& path);
    ~TarWriter();
    TarWriter(const TarWriter&) = delete;
    TarWriter& operator=(const TarWriter&) = delete;
    void add(const std::string& name, std::string_view bytes);
    void close();  // writes the end mark; without it the archive counts as cut off

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace recap
