//! A product as other programs read it.

use super::store::Current;
use crate::platform::api::version::Version;
use crate::problem::ApiError;
use pos_core::Product;
use serde::Serialize;
use utoipa::ToSchema;

/// A product, with the class whose taxes it bears.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ProductView {
    /// As registers sell it.
    #[serde(flatten)]
    pub product: Product,
    /// The tax class; left out of a product with taxes of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tax_class: Option<String>,
}

impl ProductView {
    /// The version of it, which its ETag says.
    pub fn version(&self) -> Result<Version, ApiError> {
        let bytes = serde_json::to_vec(self).map_err(|cause| ApiError::internal(&cause))?;
        Ok(Version::of(&bytes))
    }
}

impl From<&Current> for ProductView {
    fn from(current: &Current) -> ProductView {
        ProductView {
            product: current.product.clone(),
            tax_class: current.tax_class.clone(),
        }
    }
}
