"""A private OCS Inventory server: Debian's own, under an apache of its own on the loopback, with its database on a socket."""

import os
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from bench import need
from case import Skip
from scratch_server import mariadb, wait_for

SCHEMA = Path("/usr/share/ocsinventory-reports/files/ocsbase_new.sql")
ENGINE = Path("/usr/share/perl5/Apache/Ocsinventory.pm")
INTERFACE = Path("/usr/share/perl5/Api/Ocsinventory/Restapi/Loader.pm")
MODULES = Path("/usr/lib/apache2/modules")
PERL = ("Plack::Handler::Apache2", "Mojolicious", "XML::Simple", "XML::Parser", "Apache::DBI", "Switch", "DBD::mysql")
PACKAGES = ("ocsinventory-server ocsinventory-reports mariadb-server libapache2-mod-perl2 libplack-perl libmojolicious-perl "
            "libxml-simple-perl libxml-parser-perl libapache-dbi-perl libswitch-perl libdbd-mysql-perl")

# What /etc/apache2/conf-available/ocsinventory-server.conf and ocsinventory-restapi.conf say, for a folder and a socket of our own.
CONFIGURATION = """
ServerRoot {folder}
PidFile {folder}/apache.pid
Listen 127.0.0.1:{port}
ServerName localhost
ErrorLog {folder}/error.log
LoadModule mpm_prefork_module {modules}/mod_mpm_prefork.so
LoadModule authz_core_module {modules}/mod_authz_core.so
LoadModule perl_module {modules}/mod_perl.so
StartServers 1
User www-data
Group www-data
PerlSetEnv OCS_MODPERL_VERSION 2
PerlSetEnv OCS_DB_HOST localhost
PerlSetEnv OCS_DB_PORT 3306
PerlSetEnv OCS_DB_NAME ocsweb
PerlSetEnv OCS_DB_LOCAL ocsweb
PerlSetEnv OCS_DB_USER ocs
PerlSetVar OCS_DB_PWD ocs
PerlSetEnv OCS_OPT_LOGPATH {folder}/
PerlSetEnv OCS_OPT_DBI_MYSQL_SOCKET {socket}
PerlSetEnv OCS_OPT_DBI_PRINT_ERROR 1
PerlSetEnv OCS_OPT_UNICODE_SUPPORT 1
PerlAddVar OCS_OPT_TRUSTED_IP 127.0.0.1
PerlSetEnv OCS_OPT_OPTIONS_NOT_OVERLOADED 1
PerlSetEnv OCS_OPT_COMPRESS_TRY_OTHERS 1
PerlSetEnv OCS_OPT_INVENTORY_WRITE_DIFF 1
PerlSetEnv OCS_OPT_INVENTORY_TRANSACTION 1
PerlSetEnv OCS_OPT_LOCK_REUSE_TIME 600
PerlSetEnv OCS_PLUGINS_PERL_DIR /usr/share/perl5/
PerlSetEnv OCS_PLUGINS_CONF_DIR /etc/ocsinventory/plugins
PerlSetEnv OCS_OPT_EXT_USERAGENTS_FILE_PATH {folder}/agents
<Perl>
$ENV{{PLACK_ENV}} = 'production'; $ENV{{MOJO_MODE}} = 'deployment'; $ENV{{MOJO_HOME}} = '/usr/share/perl5';
$ENV{{OCS_DB_HOST}} = 'localhost'; $ENV{{OCS_DB_NAME}} = 'ocsweb'; $ENV{{OCS_DB_USER}} = $ENV{{OCS_DB_PWD}} = 'ocs';
$ENV{{MYSQL_UNIX_PORT}} = '{socket}';
</Perl>
PerlModule Apache::DBI
PerlModule Compress::Zlib
PerlModule XML::Simple
PerlModule Apache::Ocsinventory::Plugins
PerlModule Apache::Ocsinventory
PerlModule Apache::Ocsinventory::Server::Constants
PerlModule Apache::Ocsinventory::Server::System
PerlModule Apache::Ocsinventory::Server::Communication
PerlModule Apache::Ocsinventory::Server::Inventory
PerlModule Apache::Ocsinventory::Server::Duplicate
<Location /ocsinventory>
  Require all granted
  SetHandler perl-script
  PerlHandler Apache::Ocsinventory
</Location>
<Location /ocsapi>
  Require all granted
  SetHandler perl-script
  PerlResponseHandler Plack::Handler::Apache2
  PerlSetVar psgi_app {interface}
</Location>
"""

DATABASE = """CREATE DATABASE ocsweb CHARACTER SET utf8mb4;
CREATE USER ocs@localhost IDENTIFIED BY 'ocs'; GRANT ALL ON ocsweb.* TO ocs@localhost;"""


def require_ocs():
    """Skips where a piece of it is not installed."""
    need("apache2")
    for path in (SCHEMA, ENGINE, INTERFACE, MODULES / "mod_perl.so"):
        if not path.exists():
            raise Skip(f"{path} is not there: apt-get install {PACKAGES}")
    for module in PERL:
        if subprocess.run(["perl", f"-M{module}", "-e1"], stderr=subprocess.DEVNULL, check=False).returncode:
            raise Skip(f"perl has no {module}: apt-get install {PACKAGES}")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answers(address):
    try:
        urllib.request.urlopen(address, timeout=5).close()
    except urllib.error.HTTPError:
        pass  # it is there, and has no such page
    except urllib.error.URLError as error:
        raise RuntimeError("apache does not answer") from error


@contextmanager
def ocs_server(folder):
    """Gives the address of the server and a function that runs clients of its database."""
    database = folder / "database"
    database.mkdir()
    socket_path = f"/tmp/corpus-{os.getpid()}.sock"  # where scratch_server has it
    port = free_port()
    folder.chmod(0o777)  # logs are written by www-data
    (folder / "agents").touch()
    (folder / "apache.conf").write_text(CONFIGURATION.format(folder=folder, port=port, modules=MODULES, socket=socket_path, interface=INTERFACE))
    with mariadb(database) as call:
        call("mariadb", "-e", DATABASE)
        call("mariadb", "ocsweb", stdin=SCHEMA.read_bytes())
        with open(folder / "apache.out", "wb") as out:
            # When it ends, apache ends its whole process group, which is not to be ours.
            process = subprocess.Popen([need("apache2"), "-f", folder / "apache.conf", "-DFOREGROUND"], stdout=out, stderr=out, start_new_session=True)
        try:
            address = f"http://127.0.0.1:{port}"
            wait_for(lambda: answers(address))
            yield address, call
        except BaseException:
            for log in ("apache.out", "error.log"):
                print((folder / log).read_text(errors="replace")[-2000:] if (folder / log).exists() else "no " + log, file=sys.stderr)
            raise
        finally:
            process.terminate()
            process.wait(30)
