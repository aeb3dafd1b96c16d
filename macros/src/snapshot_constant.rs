//! The attribute `#[snapshot_constant]`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Attribute, Ident, LitStr, Result, Token, parenthesized, punctuated::Punctuated};

/// Removes `#[snapshot_constant]` from the attributes; returns the items for `impl Fields`.
pub(crate) fn take(attributes: &mut Vec<Attribute>) -> Result<TokenStream> {
    let index = attributes
        .iter()
        .position(|attribute| attribute.path().is_ident("snapshot_constant"));
    match index {
        Some(index) => read(&attributes.remove(index)),
        None => Ok(TokenStream::new()),
    }
}

fn read(attribute: &Attribute) -> Result<TokenStream> {
    let mut varying = Vec::new();
    let mut number = None;
    if !matches!(attribute.meta, syn::Meta::Path(_)) {
        attribute.parse_nested_meta(|meta| {
            if meta.path.is_ident("except") {
                let names;
                parenthesized!(names in meta.input);
                varying.extend(Punctuated::<LitStr, Token![,]>::parse_terminated(&names)?);
                return Ok(());
            }
            if meta.path.is_ident("number") {
                number = Some(meta.value()?.parse::<Ident>()?);
                return Ok(());
            }
            Err(meta.error("`except(\"field\")` or `number = method`"))
        })?;
    }
    let number = number.map(|method| {
        quote! {
            fn number(&self) -> ::std::option::Option<u64> {
                ::std::option::Option::Some(self.#method())
            }
        }
    });
    Ok(quote! {
        const VARYING: ::std::option::Option<&'static [&'static str]> =
            ::std::option::Option::Some(&[#(#varying),*]);

        #number
    })
}
