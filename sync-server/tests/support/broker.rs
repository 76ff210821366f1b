//! A virtual host of the real broker for one test, and a look into its queues.

use serde_json::Value;

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

    /// Closes every connection to it, as a broker does that goes away.
    pub async fn cut_connections(&self) -> usize {
        let path = format!("vhosts/{}/connections", self.name);
        let connections: Vec<Value> = self
            .call(reqwest::Method::GET, &path)
            .await
            .json()
            .await
            .unwrap();
        for connection in &connections {
            let name = connection["name"].as_str().unwrap().replace(' ', "%20");
            self.call(reqwest::Method::DELETE, &format!("connections/{name}"))
                .await;
        }
        connections.len()
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
