//! A virtual host of the real broker for one test, and a look into its queues.

use serde_json::Value;
use sync_server::platform::relay;

/// A virtual host that nobody else uses.
#[derive(Clone)]
pub struct VirtualHost {
    name: String,
    admin: reqwest::Url,
    http: reqwest::Client,
}

impl VirtualHost {
    /// Makes one.
    pub async fn make(name: &str) -> VirtualHost {
        let host = VirtualHost {
            name: name.to_owned(),
            admin: super::shop::setting("BROKER_ADMIN_URL").parse().unwrap(),
            // A test may take longer than the broker keeps an idle connection.
            http: reqwest::Client::builder()
                .pool_max_idle_per_host(0)
                .build()
                .unwrap(),
        };
        let path = format!("vhosts/{name}");
        assert!(
            host.call(reqwest::Method::PUT, &path)
                .await
                .status()
                .is_success()
        );
        host
    }

    /// The URL of it.
    pub fn url(&self) -> String {
        let url = super::shop::setting("BROKER_URL");
        let (server, _) = url.rsplit_once('/').unwrap();
        format!("{server}/{}", self.name)
    }

    /// What the broker knows of a queue.
    pub async fn queue(&self, queue: &str) -> Value {
        let path = format!("queues/{}/{queue}", self.name);
        self.call(reqwest::Method::GET, &path)
            .await
            .json()
            .await
            .unwrap()
    }

    /// Closes every connection that the broker lists, as a broker does that goes away, and answers with their names. A new
    /// connection is listed some seconds late, and each at its own time.
    pub async fn cut_connections(&self) -> Vec<String> {
        let path = format!("vhosts/{}/connections", self.name);
        let connections: Vec<Value> = self
            .call(reqwest::Method::GET, &path)
            .await
            .json()
            .await
            .unwrap();
        let mut cut = Vec::new();
        for connection in &connections {
            let id = connection["name"].as_str().unwrap().replace(' ', "%20");
            self.call(reqwest::Method::DELETE, &format!("connections/{id}"))
                .await;
            let name = &connection["user_provided_name"];
            cut.push(name.as_str().unwrap_or_default().to_owned());
        }
        cut
    }

    /// Cuts connections until the relay's was among them.
    pub async fn cut_the_relay(&self) {
        while !self
            .cut_connections()
            .await
            .contains(&relay::CONNECTION.to_owned())
        {
            tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        }
    }

    /// Takes it away.
    pub async fn remove(&self) {
        let path = format!("vhosts/{}", self.name);
        self.call(reqwest::Method::DELETE, &path).await;
    }

    async fn call(&self, method: reqwest::Method, path: &str) -> reqwest::Response {
        let mut url = self.admin.clone();
        let (user, password) = (url.username().to_owned(), url.password().map(str::to_owned));
        url.set_username("").unwrap();
        url.set_password(None).unwrap();
        let url = format!("{}api/{path}", url.as_str());
        let request = self.http.request(method, url).basic_auth(user, password);
        request.send().await.unwrap()
    }
}
