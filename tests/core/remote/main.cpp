// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat_request_test.h"
#include "chat_server_test.h"
#include "http_client_test.h"
#include "retry_test.h"
#include "secret_store_test.h"
#include "server_pool_test.h"
#include "sight_test.h"
#include "tls_test.h"

#include "support/test_main.h"

RECAP_TEST_MAIN(RetryTest, ChatRequestTest, HttpClientTest, ChatServerTest, SightTest, SecretStoreTest, ServerPoolTest,
                TlsTest)
