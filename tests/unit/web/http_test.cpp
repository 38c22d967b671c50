#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <string>
#include <thread>

#include "../refusal.hpp"
#include "web/http.hpp"

namespace outdesk {

namespace {

/// Answers one connection of loopback with fixed bytes, and keeps what it was asked.
class OneAnswer {
 public:
  explicit OneAnswer(std::string answer) : answer_(std::move(answer)), listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in place{};
    place.sin_family = AF_INET;
    place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof place;
    REQUIRE(::bind(listener_, reinterpret_cast<sockaddr*>(&place), size) == 0);
    REQUIRE(::listen(listener_, 1) == 0);
    REQUIRE(::getsockname(listener_, reinterpret_cast<sockaddr*>(&place), &size) == 0);
    url_ = "http://127.0.0.1:" + std::to_string(ntohs(place.sin_port)) + "/api?key=hidden";
    thread_ = std::thread([this] { serve(); });
  }
  OneAnswer(const OneAnswer&) = delete;
  ~OneAnswer() { end(); }
  const std::string& url() const { return url_; }
  const std::string& asked() { return end(), asked_; }

 private:
  void serve() {
    int connection = ::accept(listener_, nullptr, nullptr);
    char bytes[4096];
    while (asked_.find("\r\n\r\n") == asked_.npos || !asked_.ends_with("}")) {
      ssize_t count = ::recv(connection, bytes, sizeof bytes, 0);
      if (count <= 0) break;
      asked_.append(bytes, static_cast<std::size_t>(count));
      if (asked_.starts_with("GET") && asked_.ends_with("\r\n\r\n")) break;
    }
    (void)::send(connection, answer_.data(), answer_.size(), MSG_NOSIGNAL);
    ::close(connection);
  }
  void end() {
    if (thread_.joinable()) thread_.join();
    if (listener_ >= 0) ::close(listener_);
    listener_ = -1;
  }
  std::string answer_, url_, asked_;
  int listener_;
  std::thread thread_;
};

std::string page(const std::string& type, const std::string& body, const std::string& status = "200 OK") {
  return "HTTP/1.1 " + status + "\r\nContent-Type: " + type + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\nConnection: close\r\n\r\n" + body;
}

HttpRequest request_of(const OneAnswer& server) {
  HttpRequest request;
  request.url = server.url();
  request.deadline = Seconds{10};
  request.expected_type = "json";
  return request;
}

}  // namespace

TEST_CASE("a call sends what it was given, and nothing that the machine knows beside") {
  OneAnswer server(page("application/json; charset=utf-8", "{}"));
  HttpRequest request = request_of(server);
  request.method = HttpRequest::Method::post;
  request.headers = {{"Authorization", "Bearer word"}, {"Content-Type", "application/json-rpc"}};
  request.body = "{\"a\":1}";
  HttpAnswer answer = http_call(request);
  CHECK(answer.status == 200);
  CHECK(answer.type == "application/json; charset=utf-8");
  CHECK(answer.body == "{}");
  const std::string& asked = server.asked();
  CHECK(asked.starts_with("POST /api?key=hidden HTTP/1.1\r\n"));
  CHECK(asked.find("\r\nAuthorization: Bearer word\r\n") != std::string::npos);
  CHECK(asked.ends_with("\r\n\r\n{\"a\":1}"));
  for (const char* never : {"Cookie", "Expect", "Accept-Encoding", "application/x-www-form-urlencoded"}) CHECK(asked.find(never) == std::string::npos);
}

TEST_CASE("an answer that is none is told in words, without the secrets of the address") {
  auto said = [](const std::string& answer) {
    OneAnswer server(answer);
    HttpRequest request = request_of(server);
    request.limit = 1000;
    std::string words = advice_of([&] { http_call(request); });
    CHECK(words.find("hidden") == std::string::npos);
    return words.substr(words.find("/api'"));
  };
  CHECK(said(page("text/html", "<html>")) == "/api' answers with a web page (HTML), not with JSON | check the address: it has to be that of the interface");
  CHECK(said(page("text/plain", "x")) == "/api' answers with 'text/plain', not with json | check the address");
  CHECK(said(page("application/json", "{}", "404 Not Found")) == "/api' answers with status 404 | check the path of the address");
  CHECK(said("HTTP/1.1 302 Found\r\nLocation: https://a.example/b?token=hidden\r\nContent-Length: 0\r\n\r\n") ==
        "/api' sends on to 'https://a.example/b' | give that address where it is the right one; redirections are not followed");
  CHECK(said(page("application/json", std::string(2000, ' '))).starts_with("/api' answers with more than "));
  CHECK(said("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{").starts_with("/api' broke off its answer"));
}

TEST_CASE("addresses that are none, or hold a password, are refused before anything is sent") {
  auto said = [](const std::string& url) {
    HttpRequest request;
    request.url = url;
    return problem_of([&] { http_call(request); });
  };
  CHECK(said("ftp://a.example/") == "'ftp://a.example/' is no address of http or https");
  CHECK(said("a.example") == "'a.example' is no address of http or https");
  CHECK(said("https://olga:word@a.example/x") == "the address 'https://a.example/x' holds a user or a password");
  CHECK(said("https://a.example/\nx") == "'https://a.example/\uFFFDx' is no address");
  HttpRequest request;
  request.url = "https://a.example/";
  request.headers = {{"Authorization", "Bearer a\r\nHost: b"}};
  CHECK(problem_of([&] { http_call(request); }) == "the header 'Authorization' for 'https://a.example/' holds a control character");
}

TEST_CASE("an address is shown without what may be secret in it") {
  CHECK(shown_address("https://olga:word@a.example/x?y=z#q") == "https://a.example/x");
  CHECK(shown_address("https://a.example/x@y") == "https://a.example/x@y");
  CHECK(is_loopback("http://127.0.0.1:8080/zabbix"));
  CHECK(is_loopback("http://[::1]/"));
  CHECK_FALSE(is_loopback("http://127.example.org/"));
  CHECK_FALSE(is_loopback("http://a.example/127.0.0.1"));
}

}  // namespace outdesk
