#include <algorithm>
#include <iterator>

#include "base/text.hpp"
#include "verify/content_rules.hpp"

namespace outdesk {

namespace {

constexpr std::size_t kLongestRansomName = 255;

// Extensions that no ordinary program writes.  Left out: those that mean something else too (.play, .hive, .djvu, .mp3, .xyz).
constexpr std::string_view kRansomExtensions[] = {
    "8base", "_locked", "abcd1", "akira", "alphv", "avaddon", "avdn", "avos", "avos2", "avoslinux", "babuk", "babyk", "basta", "bianlian", "blackcat",
    "blackbasta", "blackbit", "blackmatter", "blacksuit", "breaking_bad", "better_call_saul", "bitpaymer", "cerber", "cerber2", "cerber3",
    "cl0p", "clop", "ciop", "cring", "cryp1", "crypted000007", "cryptolocker", "cryptowall", "cts0", "cts1", "da_vinci_code", "darkside",
    "deadbolt", "devos", "dharma", "djvus", "djvuu", "doppeled", "doppelpaymer", "ech0raix", "egregor", "eking", "enciphered", "esxiargs", "fargo3",
    "gandcrab", "gdcb", "grhan", "heisenberg", "ielock", "keepcalm", "krab", "lilocked", "lockbit", "lockbit2", "lockbit3", "locky", "lokilocker",
    "magniber", "makop", "mallab", "mallox", "medusalocker", "nefilim", "nemty", "nephilim", "no_more_ransom", "nokoyawa",
    "paycrypt", "phobos", "puuuk", "pysa", "quantum_locked", "r5a", "ragnar_locker", "ragnarlocker",
    "ransom", "ransomed", "ransomexx", "ransomware", "rcrypted", "readinstructions", "rhysida", "robbinhood", "royal_u", "royal_w", "ryk", "ryuk",
    "samas", "sodinokibi", "trigona", "udjvu", "v-society", "wallet_locked", "wannacry", "wcry", "wncry",
    "wncryt", "wncrypt", "wnry", "xollam", "xtbl", "ytbl", "zepto", "zzzzz"};

// Words that an owner may use as well; they speak only behind the extension of a document ("plan.docx.locked").
constexpr std::string_view kLockedWords[] = {
    "aes256", "args", "arena", "axx", "cipher", "combo", "crypt", "crypted", "crypto", "cryptor", "cuba", "ecc", "enc", "encrypt", "encrypted", "encrypt3d",
    "ezz", "exx", "eight", "fargo", "gamma", "hades", "hive", "kkk", "lck", "lck0", "locked", "lockd", "lokd", "lol!", "lynx", "maze", "micro", "pay",
    "payfast", "play", "purge", "quantum", "rapid", "royal", "thor", "ttt", "vault", "xxx", "aesir", "aaa", "ccc", "abc", "xyz", "monster", "hunters", "inc",
    "odin", "medusa", "tesla", "snatch", "roger", "conti", "monti", "onion", "kraken", "cactus", "pumas", "pumax", "mkp", "osiris", "petya", "vvv", "wasted", "thanos"};

constexpr std::string_view kDocumentExtensions[] = {
    "1cd", "7z", "accdb", "avi", "bak", "bmp", "cdr", "csv", "dbf", "doc", "docm", "docx", "dwg", "dxf", "eml", "gif", "heic", "htm", "html", "jpeg", "jpg",
    "mdb", "mdf", "mov", "mp3", "mp4", "msg", "odp", "ods", "odt", "ost", "pdf", "png", "ppt", "pptx", "psd", "pst", "rar", "rtf", "sql", "tif", "tiff",
    "txt", "vhd", "vhdx", "vmdk", "vsd", "vsdx", "wav", "xls", "xlsb", "xlsm", "xlsx", "xml", "zip"};

constexpr std::string_view kNoteEndings[] = {"txt", "hta", "html", "htm", "rtf", "url", "png", "bmp", "jpg", ""};

// Notes whose names hold no telling word pair.  Compared with everything but letters and digits taken out.
constexpr std::string_view kNoteNames[] = {
    "akirareadme", "clopreadme", "criticalbreachdetected", "filesencrypted", "gdcbdecrypt", "helpinstructions", "howtobackfiles", "howtobackyourfiles",
    "howtorecoverfiles", "howtorecoveryfiles", "howtorecoveryourfiles", "howtorestorefiles", "howtorestoreyourfiles", "howtounlockfiles",
    "howtounlockyourfiles", "instructionsreadme", "krabdecrypt", "lockbitnote", "lockbitransomware", "lockyrecoverinstructions", "nemtydecrypt", "pleasereadme",
    "readmeblackbasta", "readmeblacksuit", "readmemedusa", "readmetorestorefiles", "readmetorecoverfiles", "readmeunlock", "readmetounlock",
    "recoveryourfiles", "recoverfilesinstructions", "restoremyfiles", "restoreyourfiles", "ryukreadme", "satana", "unlockmyfiles", "unlockyourfiles",
    "wanadecryptor", "yourfilesarelocked", "yourfilesareencrypted", "allyourfilesareencrypted", "yourdataisencrypted"};

constexpr std::string_view kReadingWords[] = {"file", "files", "help", "how", "howto", "information", "instruction", "instructions", "me", "my",
                                              "read", "readme", "recover", "restore", "warning", "your", "как", "файлы", "прочти", "инструкция"};
constexpr std::string_view kDecryptWords[] = {"decrypt", "decrypter", "decryption", "decryptor", "decrypting", "расшифровать", "расшифровка", "дешифровать"};

template <class List>
bool listed_name(const List& list, std::string_view word) { return std::find(std::begin(list), std::end(list), word) != std::end(list); }

struct DottedName {
  std::string_view stem, ending;
};

DottedName dotted(std::string_view name) {
  std::size_t dot = name.rfind('.');
  return dot == name.npos || dot == 0 ? DottedName{name, ""} : DottedName{name.substr(0, dot), name.substr(dot + 1)};
}

bool is_word_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
}

/// "plan.docx.id-1E857D00.[mail@host].arena", "plan.docx.[mail@host].makop": the address that the victim shall write to.
bool names_an_address(std::string_view name) {
  std::size_t at = name.find('@'), open = name.rfind('[', at), close = name.find(']', at);
  if (at == name.npos || open == name.npos || open == 0 || close == name.npos || name[open - 1] != '.') return false;
  auto parts = split(name.substr(0, open), '.');
  return std::any_of(parts.begin() + 1, parts.end(), [](std::string_view part) { return listed_name(kDocumentExtensions, part); });
}

bool victim_name(std::string_view name) {
  DottedName outer = dotted(name);
  if (outer.ending.empty()) return false;
  if (listed_name(kRansomExtensions, outer.ending)) return true;
  bool behind_document = listed_name(kDocumentExtensions, dotted(outer.stem).ending) && dotted(outer.stem).stem != outer.stem;
  bool address = outer.ending.find('@') != outer.ending.npos;
  return behind_document && (address || listed_name(kLockedWords, outer.ending));
}

bool note_name(std::string_view name) {
  DottedName file = dotted(name);
  if (!listed_name(kNoteEndings, file.ending)) return false;
  if (name == "info.hta") return true;  // Phobos and Dharma
  std::string bare, word;
  bool reading = false, decrypting = false;
  for (std::size_t at = 0; at <= file.stem.size(); ++at) {
    if (at < file.stem.size() && is_word_byte(file.stem[at])) {
      word += file.stem[at];
      continue;
    }
    bare += word;
    reading |= listed_name(kReadingWords, word);
    decrypting |= listed_name(kDecryptWords, word);
    word.clear();
  }
  return (reading && decrypting) || listed_name(kNoteNames, bare);
}

}  // namespace

bool ransom_name(std::string_view path) {
  std::size_t slash = path.rfind('/');
  std::string_view last = slash == path.npos ? path : path.substr(slash + 1);
  if (last.empty() || last.size() > kLongestRansomName) return false;
  std::string name = folded(storable(last));
  return victim_name(name) || names_an_address(name) || note_name(name);
}

}  // namespace outdesk
