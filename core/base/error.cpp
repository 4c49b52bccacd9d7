// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"

namespace recap {

std::string_view errorCodeName(ErrorCode code) {
    switch (code) {
        case ErrorCode::FileNotFound: return "file_not_found";
        case ErrorCode::FileNotWritable: return "file_not_writable";
        case ErrorCode::DiskFull: return "disk_full";
        case ErrorCode::BadFormat: return "bad_format";
        case ErrorCode::ShapeMismatch: return "shape_mismatch";
        case ErrorCode::OutOfMemory: return "out_of_memory";
        case ErrorCode::Database: return "database";
        case ErrorCode::ReadOnly: return "read_only";
        case ErrorCode::InvalidOption: return "invalid_option";
        case ErrorCode::NotFound: return "not_found";
        case ErrorCode::Diverged: return "diverged";
        case ErrorCode::Internal: return "internal";
    }
    return "internal";
}

}  // namespace recap
