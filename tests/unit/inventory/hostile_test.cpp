#include <doctest/doctest.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "base/text.hpp"
#include "inventory/read_inventory.hpp"
#include "packed.hpp"

namespace outdesk {

namespace {

/// Why a document is refused; empty where it is taken.
std::string refusal_of(std::string_view bytes) {
  try {
    read_inventory_bytes(bytes, "evil", Zone::named("UTC"));
  } catch (const InputError& error) {
    return error.what();
  }
  return {};
}

bool refused(std::string_view bytes, std::string_view reason) {
  std::string why = refusal_of(bytes);
  CAPTURE(why);
  CHECK(why.find(reason) != why.npos);
  return why.find(reason) != why.npos;
}

SeenDevice taken(std::string_view bytes) {
  InventoryDocument document = read_inventory_bytes(bytes, "evil", Zone::named("UTC"));
  REQUIRE(document.devices_read.size() == 1);
  return document.devices_read[0];
}

std::string named(const std::string& name) { return "<REQUEST><CONTENT><HARDWARE><NAME>" + name + "</NAME></HARDWARE></CONTENT><QUERY>INVENTORY</QUERY></REQUEST>"; }

std::string repeated(std::string_view text, std::size_t times) {
  std::string all;
  all.reserve(text.size() * times);
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

/// A file of this many megabytes, written piece by piece and taken away at the end.
class LargeDocument {
 public:
  LargeDocument(const std::string& head, const std::string& unit, const std::string& tail, std::size_t megabytes) {
    std::string name = "/tmp/outdesk_inventory_XXXXXX";
    int handle = mkstemp(name.data());
    REQUIRE(handle >= 0);
    path = name;
    std::FILE* file = fdopen(handle, "wb");
    std::string block = repeated(unit, (std::size_t{1} << 20) / unit.size() + 1);
    std::fputs(head.c_str(), file);
    for (std::size_t i = 0; i < megabytes; ++i) std::fwrite(block.data(), 1, block.size(), file);
    std::fputs(tail.c_str(), file);
    std::fclose(file);
  }
  ~LargeDocument() { std::remove(path.c_str()); }
  std::string path;
};

}  // namespace

TEST_CASE("document types and entities are refused before they are looked at") {
  refused("<!DOCTYPE REQUEST><REQUEST/>", "evil:1: a document type (DTD), which no inventory has");
  refused("<!DOCTYPE r [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;\">]><REQUEST>&c;</REQUEST>", "a document type");
  refused("<!DOCTYPE r [<!ENTITY f SYSTEM \"file:///etc/passwd\">]><REQUEST><CONTENT>&f;</CONTENT></REQUEST>", "a document type");
  refused(named("&undeclared;"), "undefined entity");
}

TEST_CASE("other documents are told of as what they are not") {
  refused("", "is empty");
  refused("PK\3\4 something", "is not an inventory");
  refused("<html><body>Sign in</body></html>", "its first element is 'html'");
  refused("{\"error\":\"token\"}", "it has no content of one");
  refused("[1,2]", "is a list, where an inventory is one object");
  refused("<REQUEST><QUERY>PROLOG</QUERY></REQUEST>", "is a message 'prolog' of an agent, not an inventory");
  refused("<mysqldump><database name='shop'><table_data name='goods'><row><field name='id'>1</field></row></table_data></database></mysqldump>", "no rows of the table 'hardware'");
}

TEST_CASE("depth is bounded") {
  refused(repeated("<REQUEST>", 100000), "more than 64 deep");
  refused("{\"content\":" + repeated("[", 100000), "nested deeper than 64 levels");
  refused("{\"content\":" + repeated("{\"a\":", 100000), "nested deeper than 64 levels");
}

TEST_CASE("documents that are cut off or not of their form name the line") {
  refused("<REQUEST>\n<CONTENT>\n<HARDWARE><NAME>a</NAME>", "evil:3: ");
  refused("{\"content\":\n{\"hardware\":\n{\"name\":\"a\"", "evil:3: not JSON");
  refused("{\"content\":{\"hardware\":{\"name\":\"\xff\xfe\"}}}", "not JSON: ");
  refused(named("\xff\xfe"), "evil:1: not well-formed");
  refused("{\"content\":{\"softwares\":\n\"all of them\"}}", "evil:2: 'softwares' must be an object or a list of them");
  refused("{\"content\":\"text\"}", "'content' must be an object or a list of them");
  refused("{\"content\":{\"networks\":[\"eth0\"]}}", "'networks' must be an object or a list of them");
}

TEST_CASE("packed documents: cut off, damaged, followed by others, and bombs") {
  std::string whole = packed(named("a"));
  CHECK(taken(whole).name == "a");
  refused(whole.substr(0, whole.size() - 6), "is packed, and cut off in the middle");
  std::string damaged = whole;
  damaged[whole.size() / 2] = static_cast<char>(damaged[whole.size() / 2] ^ 0x55);
  CHECK_FALSE(refusal_of(damaged).empty());
  refused(whole + "more", "has other bytes after its packed document");
  std::string bomb = packed("<REQUEST>" + std::string(std::size_t{300} << 20, ' '));
  CHECK(bomb.size() < (2u << 20));
  refused(bomb, "is larger than 256 MiB, unpacked");
}

TEST_CASE("a document of 100 MB is read, and what a device cannot have is left out and told of") {
  LargeDocument large("<REQUEST><CONTENT><HARDWARE><NAME>a</NAME></HARDWARE>", "<SOFTWARES><NAME>program</NAME><VERSION>1.0</VERSION></SOFTWARES>", "</CONTENT><QUERY>INVENTORY</QUERY></REQUEST>", 100);
  InventoryDocument document = read_inventory(large.path, Zone::named("UTC"));
  REQUIRE(document.devices_read.size() == 1);
  CHECK(document.devices_read[0].programs->size() == 1);
  REQUIRE(document.notes.size() == 1);
  CHECK(document.notes[0].find("left out: more than 50000 of one device") != std::string::npos);
}

TEST_CASE("a text of 100 MB costs no more than what is kept of it") {
  LargeDocument xml("<REQUEST><CONTENT><HARDWARE><NAME>", "x", "</NAME></HARDWARE></CONTENT><QUERY>INVENTORY</QUERY></REQUEST>", 100);
  InventoryDocument document = read_inventory(xml.path, Zone::named("UTC"));
  REQUIRE(document.devices_read.size() == 1);
  CHECK(document.devices_read[0].name == std::string(256, 'x'));
  CHECK(document.notes == std::vector<std::string>{"1 text was cut at 256 characters"});
  LargeDocument json("{\"content\":{\"hardware\":{\"name\":\"", "x", "\"}}}", 100);
  CHECK_THROWS_WITH_AS(read_inventory(json.path, Zone::named("UTC")), doctest::Contains("a text of more than 16 MiB"), InputError);
}

TEST_CASE("a tag of megabytes and a name of kilobytes") {
  refused("<REQUEST " + std::string(3u << 20, 'a') + "='1'/>", "a tag of more than 1 MiB");
  CHECK(refusal_of("{\"" + std::string(100000, 'k') + "\":1,\"content\":{}}").empty());
}

TEST_CASE("texts are kept so that they can be stored: markup as it is, control characters replaced, lines joined") {
  CHECK(taken(named("&lt;script&gt;alert(1)&lt;/script&gt;")).name == "<script>alert(1)</script>");
  CHECK(taken(named("=cmd|' /C calc'!A0")).name == "=cmd|' /C calc'!A0");
  for (std::string name : {taken(R"({"content":{"hardware":{"name":"a\u0007b\u001b[31m\u0000c"}}})").name, taken(named("\xE2\x80\xAE" "cod.exe")).name, taken(named("two\n  lines\tand a tab")).name,
                           taken(named("\xC2\x85next")).name})
    CHECK(unstorable(name) == "");
  CHECK(taken(named("two\nlines")).name == "two lines");
}

TEST_CASE("a text is cut between characters") {
  std::string name = taken(named(repeated("щ", 5000))).name;
  CHECK(name == repeated("щ", 256));
  CHECK(unstorable(name) == "");
}

TEST_CASE("thousands of cards, addresses and fields are bounded") {
  std::string cards;
  for (int i = 0; i < 5000; ++i) cards += "<NETWORKS><DESCRIPTION>eth</DESCRIPTION><MACADDR>68:b5:99:e6:" + std::to_string(i) + "</MACADDR></NETWORKS>";
  CHECK(taken("<REQUEST><CONTENT>" + cards + "</CONTENT><QUERY>INVENTORY</QUERY></REQUEST>").macs.size() == 256);
  SeenDevice device = taken("<REQUEST><CONTENT><DEVICE><INFO><NAME>s</NAME><IPS>" + repeated("<IP>10.0.0.1</IP>", 100000) + "</IPS></INFO></DEVICE></CONTENT><QUERY>SNMPQUERY</QUERY></REQUEST>");
  CHECK(device.ips == std::vector<std::string>{"10.0.0.1"});
}

}  // namespace outdesk
