// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/job.h"

#include "base/error.h"

#include <new>

namespace recap {

JobOutcome runToOutcome(Job& job, JobContext& context) noexcept {
    auto failed = [](ErrorCode code, Message sentence) -> JobOutcome {
        auto english = sentence.english();
        return Failed{std::string(errorCodeName(code)), std::move(english), std::move(sentence)};
    };
    try {
        job.run(context);
        return Completed{};
    } catch (const Cancelled&) {
        return CancelledByUser{};
    } catch (const Error& e) {
        return failed(e.code(), e.message());
    } catch (const std::bad_alloc&) {
        return failed(ErrorCode::OutOfMemory,
                      message("There is not enough memory. Use a smaller batch or image size."));
    } catch (const std::exception& e) {
        return failed(ErrorCode::Internal, verbatim(e.what()));
    } catch (...) {
        return failed(ErrorCode::Internal, message("An exception of unknown type ended the work."));
    }
}

}  // namespace recap
