#include "web/http.hpp"

#include <curl/curl.h>

#include <memory>
#include <string_view>

#include "base/error.hpp"
#include "base/interrupt.hpp"
#include "base/text.hpp"

namespace outdesk {

namespace {

struct EndHandle { void operator()(CURL* handle) const { curl_easy_cleanup(handle); } };
struct EndList { void operator()(curl_slist* list) const { curl_slist_free_all(list); } };
struct EndUrl { void operator()(CURLU* url) const { curl_url_cleanup(url); } };
using UrlHandle = std::unique_ptr<CURLU, EndUrl>;

struct Incoming {
  HttpAnswer answer;
  std::size_t limit = 0;
  bool flooded = false;
};

std::size_t take_bytes(char* bytes, std::size_t size, std::size_t count, void* into) {
  auto& incoming = *static_cast<Incoming*>(into);
  if (incoming.answer.body.size() + size * count > incoming.limit) {
    incoming.flooded = true;
    return 0;
  }
  incoming.answer.body.append(bytes, size * count);
  return size * count;
}

int look_for_stop(void*, curl_off_t, curl_off_t, curl_off_t, curl_off_t) { return stop_requested() ? 1 : 0; }

UrlHandle url_parts(const std::string& url) {
  UrlHandle parts(curl_url());
  if (parts && curl_url_set(parts.get(), CURLUPART_URL, url.c_str(), 0) != CURLUE_OK) parts.reset();
  return parts;
}

std::string part_of(const UrlHandle& url, CURLUPart which) {
  char* text = nullptr;
  if (!url || curl_url_get(url.get(), which, &text, 0) != CURLUE_OK) return "";
  std::string part(text);
  curl_free(text);
  return part;
}

void refuse_bad_address(const HttpRequest& request) {
  constexpr const char* kForm = "give it as https://host/path";
  if (!unstorable(request.url).empty() || request.url.size() > 2000) throw MissingSource(in_quotes(fitted(storable(request.url), 60)) + " is no address", kForm);
  UrlHandle parts = url_parts(request.url);
  std::string scheme = part_of(parts, CURLUPART_SCHEME);
  if (!parts || part_of(parts, CURLUPART_HOST).empty() || (scheme != "http" && scheme != "https"))
    throw MissingSource(in_quotes(shown_address(request.url)) + " is no address of http or https", kForm);
  if (!part_of(parts, CURLUPART_USER).empty() || !part_of(parts, CURLUPART_PASSWORD).empty())
    throw MissingSource("the address " + in_quotes(shown_address(request.url)) + " holds a user or a password", "leave them out: addresses show up in logs");
  for (const auto& [name, value] : request.headers)
    if (control_character(name) != std::string::npos || control_character(value) != std::string::npos)
      throw MissingSource("the header " + in_quotes(name) + " for " + in_quotes(shown_address(request.url)) + " holds a control character", "correct the file that it comes from");
}

/// What libcurl says without " after 17 ms": the same failure has the same words.
std::string without_length(std::string_view said) {
  std::size_t after = said.find(" after "), end = said.find(" ms", after);
  if (after == said.npos || end == said.npos) return std::string(said);
  return std::string(said.substr(0, after)) + std::string(said.substr(end + 3));
}

[[noreturn]] void fail_call(CURLcode code, const HttpRequest& request, const Incoming& incoming, const char* details) {
  stop_where_asked();
  std::string where = in_quotes(shown_address(request.url)), said = *details ? details : curl_easy_strerror(code);
  std::string reason = ": " + printable(storable(without_length(said)));
  if (incoming.flooded)
    throw MissingSource(where + " answers with more than " + std::to_string(request.limit >> 20) + " MiB", "check that the address is the right one, or ask about a shorter time");
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST: throw MissingSource("the host of " + where + " is not found", "check the name, and that this machine can resolve it");
    case CURLE_COULDNT_CONNECT: throw MissingSource(where + " takes no connection" + reason, "check the address and the port, and that the system runs");
    case CURLE_OPERATION_TIMEDOUT:
      throw MissingSource(where + " did not answer in time" + reason, "see whether the system is overloaded; then try again");
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS:
      throw MissingSource("no trusted connection to " + where + reason, "give the file with the certificate of the authority that signed the server's");
    case CURLE_PARTIAL_FILE:
    case CURLE_GOT_NOTHING:
    case CURLE_RECV_ERROR: throw MissingSource(where + " broke off its answer" + reason, "try again, and see the log of that server");
    default: throw MissingSource("the call to " + where + " failed" + reason, "check the address");
  }
}

void set_limits(CURL* handle, const HttpRequest& request) {
  curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(handle, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  curl_easy_setopt(handle, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(handle, CURLOPT_SSL_VERIFYHOST, 2L);
  curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT, static_cast<long>(request.connect_within.count));
  curl_easy_setopt(handle, CURLOPT_TIMEOUT, static_cast<long>(request.deadline.count));
  curl_easy_setopt(handle, CURLOPT_LOW_SPEED_LIMIT, 100L);
  curl_easy_setopt(handle, CURLOPT_LOW_SPEED_TIME, static_cast<long>(request.silence.count));
  curl_easy_setopt(handle, CURLOPT_PROXY, "");  // else libcurl takes the environment's
  if (!request.ca_file.empty()) {
    curl_easy_setopt(handle, CURLOPT_CAINFO, request.ca_file.c_str());
    curl_easy_setopt(handle, CURLOPT_CAPATH, nullptr);
  }
}

void set_call(CURL* handle, const HttpRequest& request, Incoming& incoming, const curl_slist* headers) {
  curl_easy_setopt(handle, CURLOPT_URL, request.url.c_str());
  curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers);
  if (request.method == HttpRequest::Method::post) {
    curl_easy_setopt(handle, CURLOPT_POST, 1L);
    curl_easy_setopt(handle, CURLOPT_POSTFIELDS, request.body.c_str());
    curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
  }
  curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, take_bytes);
  curl_easy_setopt(handle, CURLOPT_WRITEDATA, &incoming);
  curl_easy_setopt(handle, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, look_for_stop);
}

std::unique_ptr<curl_slist, EndList> header_list(const HttpRequest& request) {
  std::unique_ptr<curl_slist, EndList> list;
  auto append = [&](const std::string& line) {
    curl_slist* longer = curl_slist_append(list.get(), line.c_str());
    if (!longer) throw std::bad_alloc();
    (void)list.release();
    list.reset(longer);
  };
  for (const auto& [name, value] : request.headers) append(name + ": " + value);
  append("Expect:");  // else a large body waits a second for a server that knows no "100 Continue"
  return list;
}

bool is_web_page(const HttpAnswer& answer) {
  return answer.type.find("html") != std::string::npos || folded(trimmed(std::string_view(answer.body).substr(0, 200))).starts_with("<!doctype html");
}

/// What an answer that is none of ours says of itself.
void judge_answer(const HttpAnswer& answer, const HttpRequest& request, const std::string& leads_to) {
  std::string where = in_quotes(shown_address(request.url));
  if (!leads_to.empty())
    throw MissingSource(where + " sends on to " + in_quotes(shown_address(leads_to)), "give that address where it is the right one; redirections are not followed");
  if (answer.status != 200)
    throw MissingSource(where + " answers with status " + std::to_string(answer.status), answer.status == 404 ? "check the path of the address" : "see the log of that server");
  if (request.expected_type.empty()) return;
  if (is_web_page(answer)) throw MissingSource(where + " answers with a web page (HTML), not with JSON", "check the address: it has to be that of the interface");
  if (answer.type.find(request.expected_type) == std::string::npos)
    throw MissingSource(where + " answers with " + (answer.type.empty() ? "something without a type" : in_quotes(fitted(storable(answer.type), 60))) + ", not with " + request.expected_type, "check the address");
}

}  // namespace

std::string shown_address(const std::string& url) {
  std::string shown = url.substr(0, url.find_first_of("?#"));
  std::size_t host = shown.find("://"), at = shown.rfind('@', shown.find('/', host == shown.npos ? 0 : host + 3));
  if (at != shown.npos) shown.erase(host == shown.npos ? 0 : host + 3, at + 1 - (host == shown.npos ? 0 : host + 3));
  return fitted(storable(shown), 200);
}

bool is_loopback(const std::string& url) {
  std::string host = part_of(url_parts(url), CURLUPART_HOST);
  return host == "localhost" || host == "[::1]" || (host.starts_with("127.") && host.find_first_not_of("0123456789.") == host.npos);
}

HttpAnswer http_call(const HttpRequest& request) {
  static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
  std::unique_ptr<CURL, EndHandle> handle(ready == CURLE_OK ? curl_easy_init() : nullptr);
  if (!handle) throw MissingSource("libcurl does not start", "install libcurl again");
  refuse_bad_address(request);
  Incoming incoming;
  incoming.limit = request.limit;
  auto headers = header_list(request);
  char details[CURL_ERROR_SIZE] = "";
  curl_easy_setopt(handle.get(), CURLOPT_ERRORBUFFER, details);
  set_limits(handle.get(), request);
  set_call(handle.get(), request, incoming, headers.get());
  if (CURLcode code = curl_easy_perform(handle.get()); code != CURLE_OK) fail_call(code, request, incoming, details);
  long status = 0;
  char *type = nullptr, *leads_to = nullptr;
  curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &status);
  curl_easy_getinfo(handle.get(), CURLINFO_CONTENT_TYPE, &type);
  curl_easy_getinfo(handle.get(), CURLINFO_REDIRECT_URL, &leads_to);
  incoming.answer.status = static_cast<int>(status);
  incoming.answer.type = folded(storable(type ? type : ""));
  judge_answer(incoming.answer, request, leads_to ? leads_to : "");
  return std::move(incoming.answer);
}

}  // namespace outdesk
