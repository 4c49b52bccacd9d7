// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/job.h"

#include "base/error.h"

#include <new>

namespace recap {

JobOutcome runToOutcome(Job& job, JobContext& context) noexcept {
    auto failed = [](ErrorCode code, std::string message) -> JobOutcome {
        return Failed{std::string(errorCodeName(code)), std::move(message)};
    };
    try {
        job.run(context);
        return Completed{};
    } catch (const Cancelled&) {
        return CancelledByUser{};
    } catch (const Error& e) {
        return failed(e.code(), e.what());
    } catch (const std::bad_alloc&) {
        return failed(ErrorCode::OutOfMemory, "There is not enough memory. Use a smaller batch or image size.");
    } catch (const std::exception& e) {
        return failed(ErrorCode::Internal, e.what());
    } catch (...) {
        return failed(ErrorCode::Internal, "An unknown error happened.");
    }
}

}  // namespace recap
