// SPDX-License-Identifier: GPL-3.0-or-later
#include "tls_test.h"

#include "base/error.h"
#include "remote/server_pool.h"
#include "support/temp_dir.h"

#include <QtTest/QTest>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <string>
#include <thread>
#include <utility>

using namespace recap;
using namespace recap::testing;

namespace {

constexpr const char* kAnswer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}";

template <auto release>
struct Free {
    template <class T>
    void operator()(T* thing) const {
        release(thing);
    }
};

// A key and a certificate for 127.0.0.1 that is signed by itself.
struct Identity {
    std::unique_ptr<EVP_PKEY, Free<EVP_PKEY_free>> key{EVP_EC_gen("P-256")};
    std::unique_ptr<X509, Free<X509_free>> certificate{X509_new()};

    Identity() {
        X509* x = certificate.get();
        X509_set_version(x, X509_VERSION_3);
        ASN1_INTEGER_set(X509_get_serialNumber(x), 1);
        X509_gmtime_adj(X509_getm_notBefore(x), -3600);
        X509_gmtime_adj(X509_getm_notAfter(x), 3600);
        X509_set_pubkey(x, key.get());
        X509_NAME_add_entry_by_txt(X509_get_subject_name(x), "CN", MBSTRING_ASC,
                                   reinterpret_cast<const unsigned char*>("test"), -1, -1, 0);
        X509_set_issuer_name(x, X509_get_subject_name(x));
        for (const auto& [nid, value] :
             {std::pair(NID_subject_alt_name, "IP:127.0.0.1"), std::pair(NID_basic_constraints, "critical,CA:TRUE")}) {
            X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, nullptr, nid, value);
            X509_add_ext(x, extension, -1);
            X509_EXTENSION_free(extension);
        }
        X509_sign(x, key.get(), EVP_sha256());
    }
    void write(const std::filesystem::path& path) const {
        std::FILE* file = std::fopen(path.c_str(), "w");
        PEM_write_X509(file, certificate.get());
        std::fclose(file);
    }
};

// Answers each connection once, with TLS or without.
class OneAnswerServer {
public:
    explicit OneAnswerServer(const Identity* identity) {
        ::signal(SIGPIPE, SIG_IGN);  // a client that refuses a certificate leaves in the middle
        if (identity != nullptr) {
            context_.reset(SSL_CTX_new(TLS_server_method()));
            SSL_CTX_use_certificate(context_.get(), identity->certificate.get());
            SSL_CTX_use_PrivateKey(context_.get(), identity->key.get());
        }
        listener_ = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in place{};
        place.sin_family = AF_INET;
        place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof place;
        ::bind(listener_, reinterpret_cast<sockaddr*>(&place), size);
        ::listen(listener_, 16);
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&place), &size);
        address_ = "https://127.0.0.1:" + std::to_string(ntohs(place.sin_port));
        thread_ = std::thread([this] {
            for (int connection = ::accept(listener_, nullptr, nullptr); connection >= 0;
                 connection = ::accept(listener_, nullptr, nullptr)) {
                serve(connection);
                ::close(connection);
            }
        });
    }
    ~OneAnswerServer() {
        ::shutdown(listener_, SHUT_RDWR);
        thread_.join();
        ::close(listener_);
    }
    const std::string& address() const { return address_; }

private:
    void serve(int connection) {
        char bytes[4096];
        const std::string answer = kAnswer;
        if (context_ == nullptr) {
            static_cast<void>(::recv(connection, bytes, sizeof bytes, 0));
            ::send(connection, answer.data(), answer.size(), MSG_NOSIGNAL);
            return;
        }
        const std::unique_ptr<SSL, Free<SSL_free>> ssl(SSL_new(context_.get()));
        SSL_set_fd(ssl.get(), connection);
        if (SSL_accept(ssl.get()) != 1) return;
        SSL_read(ssl.get(), bytes, sizeof bytes);
        SSL_write(ssl.get(), answer.data(), static_cast<int>(answer.size()));
        SSL_shutdown(ssl.get());
    }

    std::unique_ptr<SSL_CTX, Free<SSL_CTX_free>> context_;
    int listener_ = -1;
    std::string address_;
    std::thread thread_;
};

class OneRow final : public PoolWork {
public:
    Supply next(PoolRow& row) override {
        if (given_) return Supply::None;
        given_ = true;
        row.instruction = "Describe it.";
        return Supply::Row;
    }
    std::optional<std::string> smallerPicture(std::int64_t) override { return std::nullopt; }
    void finished(PoolAnswer) override {}
    void turn(std::size_t) override {}
    bool paused() const override { return false; }
    void say(Message) override {}

private:
    bool given_ = false;
};

std::string failureAt(const std::string& address) {
    OneRow row;
    try {
        runPool({{.address = address}}, {}, row);
    } catch (const Error& e) {
        return e.what();
    }
    return {};
}

}  // namespace

void TlsTest::a_certificate_that_nobody_vouches_for_ends_the_work_with_its_reason() {
    const Identity identity;
    OneAnswerServer server(&identity);
    QCOMPARE(askOnce({.url = server.address()}, {}, [] {}).end, HttpEnd::Certificate);
    const auto failure = failureAt(server.address());
    QVERIFY2(failure.find("no secure connection to " + server.address()) != std::string::npos, failure.c_str());
    QVERIFY2(failure.find("SSL_CERT_FILE") != std::string::npos, failure.c_str());
}

void TlsTest::a_certificate_of_ones_own_is_named_by_a_variable() {
    const Identity identity;
    const TempDir dir;
    identity.write(dir / "own.pem");
    OneAnswerServer server(&identity);
    const auto before = qgetenv("SSL_CERT_FILE");
    qputenv("SSL_CERT_FILE", QByteArray::fromStdString((dir / "own.pem").string()));
    const auto answer = askOnce({.url = server.address()}, {}, [] {});
    if (before.isNull())
        qunsetenv("SSL_CERT_FILE");
    else
        qputenv("SSL_CERT_FILE", before);
    QVERIFY2(answer.end == HttpEnd::Answered, answer.reason.c_str());
    QCOMPARE(answer.status, 200L);
}

void TlsTest::a_server_that_speaks_no_tls_ends_the_work() {
    OneAnswerServer server(nullptr);
    QCOMPARE(askOnce({.url = server.address()}, {}, [] {}).end, HttpEnd::Certificate);
    QVERIFY(!failureAt(server.address()).empty());
}
