//! A real desk to which commands send papers from afar, and what is there afterwards.

use std::fs;
use std::net::SocketAddr;
use std::process::Command;

use paperdesk::db;

use crate::place::{Place, Said};
use crate::server::Server;

/// A real desk, and Cora's token for it.
pub struct Afar {
    pub place: Place,
    pub server: Server,
    pub token: String,
}

impl Afar {
    pub fn open() -> Self {
        Self::with(&[], &["papers:submit", "--scope", "papers:read"])
    }

    pub fn with(variables: &[(&str, &str)], scopes: &[&str]) -> Self {
        let place = Place::new();
        let cora = [
            "person",
            "add",
            "cora@example.edu",
            "--name",
            "Cora",
            "--role",
            "coordinator",
        ];
        assert_eq!(place.run(&cora).code, 0);
        let create = [
            "token",
            "create",
            "cora@example.edu",
            "--name",
            "Course system",
            "--scope",
        ];
        let token = place.run(&[&create, scopes].concat()).out.trim().to_owned();
        place.write("ada.txt", "Rivers are long. Lakes are not.");
        let server = Server::start(&place, variables);
        Self {
            place,
            server,
            token,
        }
    }

    /// A command that knows the token and asks the desk at this address, which is not waited for.
    pub fn at(&self, address: SocketAddr, arguments: &[&str]) -> Command {
        let server = format!("http://{address}");
        let more = ["--server", &server, "--patience", "0"];
        let mut command = self.place.command(&[arguments, &more].concat());
        command.env("PAPERDESK_TOKEN", &self.token);
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Said {
        Said::from(self.at(self.server.address, arguments).output().unwrap())
    }

    /// Ada's paper, with whatever else is said.
    pub fn submit(&self, more: &[&str]) -> Said {
        self.run(&[&["submit", "ada.txt", "--student", "ada@example.edu"], more].concat())
    }

    /// The papers at the desk: each one's number and its student's name.
    pub fn papers(&self) -> Vec<String> {
        let database = self.place.0.join("desk/paperdesk.db");
        let sql = "select 'P-' || p.number || ' ' || s.name as said from papers p join people s on s.id = p.student_id \
             order by p.number";
        let mut papers = Vec::new();
        let looked = db::verify(&database, |tx| {
            papers = tx.all(sql, &[], |row| row.get("said"))?;
            Ok(())
        });
        looked.unwrap();
        papers
    }
}

impl Place {
    pub fn write(&self, name: &str, contents: impl AsRef<[u8]>) {
        fs::write(self.0.join(name), contents).unwrap();
    }
}
