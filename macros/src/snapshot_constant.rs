//! What of an object stays as it is while the snapshot does.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Attribute, Ident, LitStr, Result, Token, parenthesized, punctuated::Punctuated};

/// Takes `#[snapshot_constant]` out of the attributes of an object; the items of its `impl Fields` that say so.
pub(crate) fn take(attributes: &mut Vec<Attribute>) -> Result<TokenStream> {
    let place = attributes
        .iter()
        .position(|attribute| attribute.path().is_ident("snapshot_constant"));
    match place {
        Some(place) => read(&attributes.remove(place)),
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
