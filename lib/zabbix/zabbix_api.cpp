#include "zabbix/zabbix_api.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "web/http.hpp"
#include "web/secret_file.hpp"
#include "zabbix/answer_node.hpp"

namespace outdesk {

namespace {

constexpr const char* kPage = "api_jsonrpc.php";

std::string address_of_api(const std::string& url) {
  if (url.ends_with(".php")) return url;
  return url + (url.ends_with('/') ? "" : "/") + kPage;
}

/// "6.0.14" as 6 and 0.
bool read_version(const std::string& version, int& major, int& minor) {
  auto parts = split(version, '.');
  auto first = parse_count(parts[0]);
  auto second = parts.size() > 1 ? parse_count(parts[1]) : std::nullopt;
  if (!first || !second || *first > 1000 || *second > 1000) return false;
  major = static_cast<int>(*first), minor = static_cast<int>(*second);
  return true;
}

std::string words_of(const Json& error) {
  std::string words;
  for (const char* key : {"message", "data"}) {
    auto part = error.is_object() ? error.find(key) : error.end();
    if (error.is_object() && part != error.end() && part->is_string()) words += (words.empty() ? "" : " ") + short_line(part->get_ref<const std::string&>());
  }
  return printable(words.empty() ? "no reason given" : words);
}

/// What Zabbix says when it refuses has no codes of its own: the words tell (CUser::checkAuthentication, CLocalApiClient).
[[noreturn]] void refuse(const std::string& name, std::string_view method, const Json& error) {
  std::string words = words_of(error), search = folded(words);
  auto says = [&](std::string_view part) { return search.find(part) != search.npos; };
  if (says("not authori") || says("token expired") || says("re-login") || says("api token"))
    throw MissingSource(name + " does not accept the token: " + words, "make a new API token in Zabbix and put it into the token file");
  if (says("no permissions to call"))
    throw MissingSource(name + " does not let this token ask for " + in_quotes(method) + ": " + words, "give the role of the token's user access to the API and to that method");
  if (says("incorrect api") || says("incorrect method") || says("method not found"))
    throw MissingSource(name + " does not know the method " + in_quotes(method) + ": " + words, "check that the address is that of a Zabbix 6.0 or later");
  throw MissingSource(name + " refuses " + in_quotes(method) + ": " + words, "see the log of the Zabbix server");
}

}  // namespace

ZabbixApi::ZabbixApi(const ZabbixSource& source)
    : source_(source), name_("Zabbix at " + in_quotes(shown_address(source.url))), address_(address_of_api(source.url)), token_(secret_in(source.token_file, "API token", "make one in Zabbix under Users, API tokens, and write it into that file")),
      end_(std::chrono::steady_clock::now() + std::chrono::seconds(source.all_within.count)) {
  Json version = answer_to("apiinfo.version", Json::array(), false);
  if (version.is_string()) version_ = short_line(version.get_ref<const std::string&>());
  if (!read_version(version_, major_, minor_)) throw InputError(name_, 0, "does not tell its version", "check that the address is that of a Zabbix");
  if (!at_least(6, 0)) throw MissingSource(name_ + " is of version " + in_quotes(version_) + ": only 6.0 and later can be asked", "update it, or import a file that it exports");
}

bool ZabbixApi::at_least(int major, int minor) const { return major_ > major || (major_ == major && minor_ >= minor); }

Json ZabbixApi::call(std::string_view method, const Json& params) { return answer_to(method, params, true); }

Json ZabbixApi::answer_to(std::string_view method, const Json& params, bool with_token) {
  auto left = std::chrono::duration_cast<std::chrono::seconds>(end_ - std::chrono::steady_clock::now()).count();
  if (left <= 0 || ++calls_ > source_.most_calls)
    throw InputError(name_, 0, left <= 0 ? "took longer than " + to_duration_text(source_.all_within) : "needs more than " + std::to_string(source_.most_calls) + " calls", "ask about a shorter time, or for fewer figures");
  Json body = {{"jsonrpc", "2.0"}, {"method", method}, {"params", params}, {"id", calls_}};
  HttpRequest request;
  request.method = HttpRequest::Method::post;
  request.url = address_;
  request.headers = {{"Content-Type", "application/json-rpc"}, {"Accept", "application/json"}};
  // Zabbix 6.4 takes both; before it knows only the member, and 7.2 only the header.
  if (with_token && at_least(6, 4)) request.headers.emplace_back("Authorization", "Bearer " + token_);
  else if (with_token) body["auth"] = token_;
  request.body = body.dump();
  request.expected_type = "json";
  request.ca_file = source_.ca_file;
  request.deadline = std::min(source_.answer_within, Seconds{left});
  request.limit = source_.largest_answer;
  Json answer = parse_json(http_call(request).body, name_ + ", " + std::string(method));
  if (!answer.is_object()) throw InputError(name_, 0, "gives no answer of JSON-RPC to " + in_quotes(method), "check the address");
  if (auto error = answer.find("error"); error != answer.end() && !error->is_null()) refuse(name_, method, *error);
  auto id = answer.find("id");
  if (id == answer.end() || *id != calls_) throw InputError(name_, 0, "answers another question than " + in_quotes(method) + ": its id is wrong", "check what stands between this machine and Zabbix");
  auto result = answer.find("result");
  if (result == answer.end()) throw InputError(name_, 0, "gives neither a result nor an error for " + in_quotes(method));
  return std::move(*result);
}

}  // namespace outdesk
