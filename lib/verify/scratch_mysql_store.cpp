#include <unistd.h>

#include <chrono>
#include <csignal>

#include "base/interrupt.hpp"
#include "base/text.hpp"
#include "verify/mysql_load_rules.hpp"
#include "verify/scratch_mysql.hpp"

namespace outdesk {

namespace {

// The account may make any database and do all in it, but for the server's own; the narrower grants win.  Definers of views
// and routines that do not exist are kept as they are (SET USER); since no other account is left, nothing runs with more rights.
constexpr const char* kMakeAccount = R"(
GRANT SET USER, BINLOG ADMIN, PROCESS ON *.* TO outdesk_loader@localhost;
GRANT ALL PRIVILEGES ON `%`.* TO outdesk_loader@localhost;
GRANT LOCK TABLES ON mysql.* TO outdesk_loader@localhost;
GRANT LOCK TABLES ON sys.* TO outdesk_loader@localhost;
DELETE FROM mysql.global_priv WHERE User <> 'outdesk_loader';
DELETE FROM mysql.proxies_priv;
FLUSH PRIVILEGES;
)";

constexpr const char* kMakeDatabase = R"(
EXECUTE IMMEDIATE CONCAT('CREATE DATABASE IF NOT EXISTS `', REPLACE(CONVERT(@name USING utf8mb4), '`', '``'), '`');
)";

constexpr const char* kCountTables = R"(DELIMITER //
BEGIN NOT ATOMIC
  FOR t IN (SELECT table_schema AS place, table_name AS name FROM information_schema.tables WHERE table_type = 'BASE TABLE'
            AND table_schema NOT IN ('mysql', 'sys', 'information_schema', 'performance_schema') ORDER BY table_schema, table_name LIMIT 5000) DO
    EXECUTE IMMEDIATE CONCAT('SELECT ''', HEX(CONCAT(t.place, '.', t.name)), ''', COUNT(*) FROM `', REPLACE(t.place, '`', '``'), '`.`', REPLACE(t.name, '`', '``'), '`');
  END FOR;
END //
)";

// Without symbolic links no table can be told to lie in another folder (DATA DIRECTORY).  The SQL mode is the one that
// dumps ask for, for those that do not.
constexpr const char* kMysqlSettings[] = {
    "--skip-networking", "--skip-symbolic-links", "--skip-log-bin", "--skip-name-resolve", "--skip-slave-start", "--local-infile=0", "--event-scheduler=OFF", "--performance-schema=0",
    "--innodb-buffer-pool-size=128M", "--innodb-flush-log-at-trx-commit=0", "--innodb-flush-method=nosync", "--innodb-doublewrite=0", "--innodb-strict-mode=0", "--max-allowed-packet=1G",
    "--max-connections=10", "--character-set-server=utf8mb4", "--sql-mode=NO_AUTO_VALUE_ON_ZERO"};

constexpr const char* kSocket = "outdesk.sock";

}  // namespace

ScratchMysql::ScratchMysql(const VerifyDesk& desk, const std::string& parent) : desk_(desk), folder_(desk.scratch, parent, "mysql", scratch_user()) {
  if (find_program("mariadbd").empty() || find_program("mariadb-install-db").empty() || find_program("mariadb").empty()) {
    failure_ = "no MariaDB server is installed here (Debian package mariadb-server)";
    return;
  }
  secret_ = random_secret();
  if (!start(parent)) server_.reset();
}

ProgramCall ScratchMysql::call_of(const std::string& program) const {
  ProgramCall call;
  call.program = find_program(program);
  call.folder = data_.empty() ? folder_.path() : data_;  // the name of a socket has at most 107 bytes, so it is named from there
  call.uid = folder_.user().uid;
  call.gid = folder_.user().gid;
  call.deadline = desk_.deadline;
  call.environment = {{"TMPDIR", temporary_}};
  return call;
}

bool ScratchMysql::start(const std::string& parent) {
  temporary_ = folder_.inner("tmp");
  std::string data = folder_.path() + "/data", files = folder_.inner("files");
  ProgramCall install = call_of("mariadb-install-db");
  install.arguments = {"--no-defaults", "--datadir=" + data, "--auth-root-authentication-method=normal", "--skip-test-db", "--skip-name-resolve", "--innodb-flush-method=nosync", "--innodb-doublewrite=0"};
  ProgramResult made = run_program(install);
  if (!made.ok() || ::access((data + "/mysql").c_str(), F_OK) != 0) {
    failure_ = made.ok() ? "mariadb-install-db made no tables" : made.complaint("mariadb-install-db");
    return false;
  }
  data_ = data;
  ProgramCall server = call_of("mariadbd");
  server.arguments = {"--no-defaults", "--datadir=" + data, std::string("--socket=") + kSocket, "--pid-file=outdesk.pid", "--secure-file-priv=" + files, "--tmpdir=" + temporary_};
  server.arguments.insert(server.arguments.end(), std::begin(kMysqlSettings), std::end(kMysqlSettings));
  server_.emplace(server, parent + "/mysql.log", SIGKILL);
  return answers() && prepare();
}

bool ScratchMysql::answers() {
  constexpr auto kPatience = std::chrono::seconds(90);
  auto start = std::chrono::steady_clock::now();
  while (std::chrono::steady_clock::now() - start < kPatience) {
    stop_where_asked();
    ::usleep(50'000);
    if (!server_->alive()) break;
    if (::access((data_ + "/" + kSocket).c_str(), F_OK) == 0) return true;
  }
  failure_ = "the scratch MariaDB server did not start: " + server_->last_words();
  return false;
}

bool ScratchMysql::prepare() {
  ProgramCall call = call_of("mariadb");
  call.arguments = {"--no-defaults", "--batch", "--skip-column-names", std::string("--socket=") + kSocket, "--user=root"};
  call.input = "SELECT version();\nCREATE USER outdesk_loader@localhost IDENTIFIED BY '" + secret_ + "';\n" + kMakeAccount;
  ProgramResult result = run_program(call);
  version_ = printable(trimmed(result.out).substr(0, result.out.find_first_of("\n+")));
  if (std::size_t suffix = version_.find("-MariaDB"); suffix != version_.npos) version_ = version_.substr(0, suffix + 8);
  if (!result.ok()) failure_ = "the scratch MariaDB server: " + mysql_complaint(result.err).words;
  return result.ok();
}

ProgramCall ScratchMysql::client(const std::string& program) const {
  ProgramCall call = call_of(program);
  call.environment.insert(call.environment.end(), {{"MYSQL_PWD", secret_}});
  call.arguments = {"--no-defaults", std::string("--socket=") + kSocket, "--user=outdesk_loader", "--max-allowed-packet=1G"};
  return call;
}

ProgramCall ScratchMysql::loader(const std::string& database) const {
  constexpr std::size_t kWords = 4 << 20;
  ProgramCall call = client("mariadb");
  call.arguments.insert(call.arguments.end(), {"--batch", "--binary-mode", "--local-infile=0", "--skip-reconnect", "--connect-timeout=20"});
  if (!database.empty()) call.arguments.push_back("--database=" + database);
  call.output_limit = kWords;
  call.on_output = [](std::string_view) {};
  return call;
}

ProgramResult ScratchMysql::run_script(const std::string& script) const {
  ProgramCall call = loader("");
  call.arguments.insert(call.arguments.end(), {"--skip-column-names", "--default-character-set=utf8mb4"});
  call.on_output = nullptr;
  call.input = script;
  return run_program(call);
}

std::string ScratchMysql::make_database(const std::string& name) {
  ProgramResult made = run_script("SET @name = X'" + hex(name) + "';" + kMakeDatabase);
  return made.ok() ? "" : mysql_complaint(made.err).words;
}

std::optional<TableRows> ScratchMysql::count_rows(std::string& why) {
  ProgramResult counted = run_script(kCountTables);
  if (!counted.ok()) {
    why = counted.end == ProgramResult::End::exited ? mysql_complaint(counted.err).words : counted.complaint("mariadb");
    return {};
  }
  TableRows rows;
  for (std::string_view line : split(counted.out, '\n')) {
    std::size_t tab = line.find('\t');
    auto count = tab == line.npos ? std::nullopt : parse_count(line.substr(tab + 1));
    std::string name = count ? bytes_of_digits(line.substr(0, tab)) : "";
    if (!name.empty()) rows[name] = *count;
  }
  return rows;
}

void ScratchMysql::end() {
  if (server_) server_->end();
}

}  // namespace outdesk
