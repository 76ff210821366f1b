//! A set of running services over one run folder: started together, cut or stopped one by one, ended together.

use std::collections::BTreeMap;
use std::fs::{File, TryLockError};
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::folder::Folder;
use crate::ports::Ports;
use crate::process::{Process, SavedProcess};
use crate::secrets::Secrets;
use crate::site::Site;
use crate::{Service, StackError, StackOptions, StaffUser, host, saved, staff};

/// Running services. Dropping it ends them all at once, unless they were started detached.
#[derive(Debug)]
pub struct Stack {
    site: Site,
    services: Vec<Service>,
    running: Mutex<BTreeMap<Service, Process>>,
    /// Held as long as this set of services is ours.
    _lock: File,
}

impl Stack {
    /// Starts the services side by side and returns when all of them answer.
    ///
    /// # Errors
    /// `MissingProgram` or `MachineLacks` when the machine can't run them, others when one does not come up.
    pub fn start(options: StackOptions) -> Result<Stack, StackError> {
        host::ensure_program("bwrap", "bubblewrap")?;
        let folder = Folder::find_or_build()?;
        folder.check(&options.services)?;
        let stack = Stack::over(options, folder)?;
        let missing: Vec<Service> = stack
            .services
            .iter()
            .copied()
            .filter(|s| !stack.is_alive(*s))
            .collect();
        let results: Vec<Result<(), StackError>> = std::thread::scope(|scope| {
            let starts: Vec<_> = missing
                .iter()
                .map(|service| scope.spawn(|| stack.bring_up(*service)))
                .collect();
            starts
                .into_iter()
                .map(|start| {
                    start.join().unwrap_or_else(|_| {
                        Err(StackError::io("starting")(std::io::Error::other(
                            "a start panicked",
                        )))
                    })
                })
                .collect()
        });
        if let Err(error) = results.into_iter().collect::<Result<(), StackError>>() {
            // Detached or not: a start that failed leaves nothing behind that it had started.
            for service in missing {
                stack.kill(service);
            }
            return Err(error);
        }
        stack.save_processes()?;
        Ok(stack)
    }

    /// Takes up the services that `start` with `detached` left running, without starting any.
    ///
    /// # Errors
    /// When the folder's saved files are unreadable or another command is at work on it.
    pub fn attach(options: StackOptions) -> Result<Stack, StackError> {
        let folder = Folder::find_or_build()?;
        Stack::over(options, folder)
    }

    fn over(options: StackOptions, folder: Folder) -> Result<Stack, StackError> {
        let dir = std::path::absolute(&options.dir).map_err(StackError::at(&options.dir))?;
        saved::private_folder(&dir.join("logs"))?;
        let lock_path = dir.join("lock");
        let lock = File::create(&lock_path).map_err(StackError::at(&lock_path))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(StackError::InUse(dir)),
            Err(TryLockError::Error(e)) => return Err(StackError::at(&lock_path)(e)),
        }
        let site = Site {
            ports: Ports::load_or_choose(&dir)?,
            secrets: Secrets::load_or_make(&dir)?,
            dir,
            folder,
            fsync: options.fsync,
            detached: options.detached,
        };
        let saved: BTreeMap<String, SavedProcess> =
            saved::read_json(&processes_file(&site.dir))?.unwrap_or_default();
        let left = Service::ALL
            .into_iter()
            .filter_map(|s| Some((s, Process::attach(saved.get(s.name())?)?)));
        let running = Mutex::new(left.collect());
        Ok(Stack {
            site,
            services: options.services,
            running,
            _lock: lock,
        })
    }

    fn bring_up(&self, service: Service) -> Result<(), StackError> {
        let command = service.prepare(&self.site)?;
        let log = self.site.log(service);
        self.running()
            .insert(service, Process::start(command, &log)?);
        let not_ready = |reason: String| StackError::NotReady {
            service,
            reason,
            tail: host::tail_of(&log),
            log: log.clone(),
        };
        let begun = std::time::Instant::now();
        while !service.is_ready(&self.site) {
            if !self.is_alive(service) {
                return Err(not_ready("ended at its start".into()));
            }
            if begun.elapsed() > service.patience() {
                return Err(not_ready(format!(
                    "was not ready after {} s",
                    service.patience().as_secs()
                )));
            }
            std::thread::sleep(Duration::from_millis(30));
        }
        service.furnish(&self.site)
    }

    /// The URL by which Evertill attaches to a service, password included.
    #[must_use]
    pub fn url(&self, service: Service) -> String {
        service.url(&self.site)
    }

    /// The environment of a program that is attached to these services.
    #[must_use]
    pub fn env(&self) -> BTreeMap<String, String> {
        let mut env: BTreeMap<String, String> = self
            .services
            .iter()
            .map(|s| (s.variable().to_owned(), self.url(*s)))
            .collect();
        env.insert(
            "EVERTILL_STACK_DIR".into(),
            self.site.dir.display().to_string(),
        );
        if self.services.contains(&Service::RabbitMq) {
            let (password, port) = (
                &self.site.secrets.rabbitmq,
                self.site.ports.rabbitmq_management,
            );
            env.insert(
                "BROKER_ADMIN_URL".into(),
                format!("http://evertill:{password}@127.0.0.1:{port}"),
            );
        }
        if self.services.contains(&Service::Keycloak) {
            env.insert(
                "EVERTILL_STAFF".into(),
                staff::file(&self.site.dir).display().to_string(),
            );
        }
        env
    }

    /// The run folder.
    #[must_use]
    pub fn dir(&self) -> &Path {
        &self.site.dir
    }

    /// The services that this set was asked for.
    #[must_use]
    pub fn services(&self) -> &[Service] {
        &self.services
    }

    /// The staff who can sign in through Keycloak.
    ///
    /// # Errors
    /// When the saved file is unreadable.
    pub fn staff(&self) -> Result<Vec<StaffUser>, StackError> {
        staff::load(&self.site.dir)
    }

    /// A power cut for one service: everything of it is gone when this returns, what it had not written is lost.
    pub fn kill(&self, service: Service) {
        let process = self.running().remove(&service);
        if let Some(mut process) = process {
            process.power_cut();
        }
    }

    /// A clean stop of one service.
    pub fn stop_service(&self, service: Service) {
        let process = self.running().remove(&service);
        if let Some(mut process) = process {
            process.stop(
                service.process_name(),
                service.stop_signal(),
                Duration::from_secs(30),
            );
        }
    }

    /// Starts one service again on its port and data, after ending it if it still runs.
    ///
    /// # Errors
    /// When it does not come up.
    pub fn restart(&self, service: Service) -> Result<(), StackError> {
        self.stop_service(service);
        self.bring_up(service)?;
        self.save_processes()
    }

    /// Stops every service cleanly.
    ///
    /// # Errors
    /// When it can't be written down that they are stopped.
    pub fn stop(&self) -> Result<(), StackError> {
        std::thread::scope(|scope| {
            for service in Service::ALL {
                scope.spawn(move || self.stop_service(service));
            }
        });
        self.save_processes()
    }

    /// Whether a service answers, now.
    #[must_use]
    pub fn is_ready(&self, service: Service) -> bool {
        self.is_alive(service) && service.is_ready(&self.site)
    }

    /// The versions as the running services report them.
    ///
    /// # Errors
    /// When one of them gives no usable answer.
    pub fn versions(&self) -> Result<BTreeMap<String, String>, StackError> {
        self.services
            .iter()
            .map(|s| Ok((s.name().to_owned(), s.version(&self.site)?)))
            .collect()
    }

    /// Runs one statement on the database `evertill` with Postgres' own client and returns the bare rows.
    ///
    /// # Errors
    /// When Postgres refuses the statement or isn't there.
    pub fn psql(&self, sql: &str) -> Result<String, StackError> {
        crate::services::psql(&self.site, sql)
    }

    /// The version as one running service reports it.
    ///
    /// # Errors
    /// When it gives no usable answer.
    pub fn version(&self, service: Service) -> Result<String, StackError> {
        service.version(&self.site)
    }

    /// The process numbers of the services themselves.
    #[must_use]
    pub fn pids(&self) -> BTreeMap<Service, u32> {
        self.running()
            .iter()
            .filter_map(|(s, p)| Some((*s, p.pid_of(s.process_name())?)))
            .collect()
    }

    fn is_alive(&self, service: Service) -> bool {
        self.running()
            .get_mut(&service)
            .is_some_and(Process::is_alive)
    }

    fn save_processes(&self) -> Result<(), StackError> {
        let saved: BTreeMap<&str, SavedProcess> = self
            .running()
            .iter()
            .map(|(s, p)| (s.name(), p.saved()))
            .collect();
        saved::write_json(&processes_file(&self.site.dir), &saved)
    }

    fn running(&self) -> MutexGuard<'_, BTreeMap<Service, Process>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Stack {
    fn drop(&mut self) {
        if !self.site.detached {
            for process in self.running().values_mut() {
                process.power_cut();
            }
        }
    }
}

fn processes_file(dir: &Path) -> std::path::PathBuf {
    dir.join("processes.json")
}
