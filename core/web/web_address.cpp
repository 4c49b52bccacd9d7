// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/web_server.h"

#include "base/error.h"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <charconv>
#include <memory>

namespace recap {
namespace {

int portFrom(std::string_view text, const std::string& address) {
    int port = -1;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    if (error != std::errc{} || end != text.data() + text.size() || port < 0 || port > 65535)
        throw Error(ErrorCode::InvalidOption,
                    message("'%1' is not an address to listen at. Write HOST:PORT, e.g. 127.0.0.1:8642.", address));
    return port;
}

// The first address of this machine in a network of others; its loopback address when it is in none.
std::string ownAddress() {
    ifaddrs* first = nullptr;
    if (::getifaddrs(&first) != 0) return "127.0.0.1";
    const std::unique_ptr<ifaddrs, decltype(&::freeifaddrs)> all(first, &::freeifaddrs);
    for (const ifaddrs* each = first; each != nullptr; each = each->ifa_next) {
        if (each->ifa_addr == nullptr || each->ifa_addr->sa_family != AF_INET) continue;
        if ((each->ifa_flags & IFF_UP) == 0 || (each->ifa_flags & IFF_LOOPBACK) != 0) continue;
        char text[INET_ADDRSTRLEN] = {};
        const auto* place = reinterpret_cast<const sockaddr_in*>(each->ifa_addr);
        if (::inet_ntop(AF_INET, &place->sin_addr, text, sizeof text) != nullptr) return text;
    }
    return "127.0.0.1";
}

}  // namespace

std::string webAddress(const WebServerOptions& options, int port) {
    const bool everywhere = options.host == "0.0.0.0" || options.host == "::";
    const std::string host = everywhere ? ownAddress() : options.host;
    const bool bracketed = host.find(':') != std::string::npos;
    std::string address = options.certificate.empty() ? "http://" : "https://";
    address.append(bracketed ? "[" : "").append(host).append(bracketed ? "]:" : ":");
    return address.append(std::to_string(port));
}

WebServerOptions webServerAt(const std::string& address) {
    WebServerOptions options;
    const bool bracketed = address.starts_with('[');
    const auto closing = bracketed ? address.find(']') : std::string::npos;
    if (bracketed && closing == std::string::npos) portFrom("", address);
    const auto colon = address.find(':', bracketed ? closing : 0);
    const std::string host =
        bracketed ? address.substr(1, closing - 1) : address.substr(0, std::min(colon, address.size()));
    if (!host.empty()) options.host = host;
    if (colon != std::string::npos) options.port = portFrom(std::string_view(address).substr(colon + 1), address);
    return options;
}

}  // namespace recap
