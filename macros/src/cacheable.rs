//! The attribute `#[cacheable]`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Attribute, Ident, LitStr, Result, Token, meta::ParseNestedMeta, parenthesized};
use syn::{punctuated::Punctuated, spanned::Spanned};

/// Removes `#[cacheable]` from the attributes; returns the items for `impl Fields`.
pub(crate) fn take(attributes: &mut Vec<Attribute>) -> Result<TokenStream> {
    let index = attributes
        .iter()
        .position(|attribute| attribute.path().is_ident("cacheable"));
    match index {
        Some(index) => read(&attributes.remove(index)),
        None => Ok(TokenStream::new()),
    }
}

fn read(attribute: &Attribute) -> Result<TokenStream> {
    let (mut constant, mut by_period, mut varying) = (None, Vec::new(), Vec::new());
    let (mut number, mut period) = (None, None);
    if !matches!(attribute.meta, syn::Meta::Path(_)) {
        attribute.parse_nested_meta(|meta| {
            if meta.path.is_ident("constant") {
                constant = Some(names(&meta)?);
            } else if meta.path.is_ident("by_period") {
                by_period = names(&meta)?;
            } else if meta.path.is_ident("varying") {
                varying = names(&meta)?;
            } else if meta.path.is_ident("number") {
                number = Some(meta.value()?.parse::<Ident>()?);
            } else if meta.path.is_ident("period") {
                period = Some(meta.value()?.parse::<Ident>()?);
            } else {
                return Err(meta.error(
                    "`constant(…)`, `by_period(…)`, `varying(…)`, `number = …` or `period = …`",
                ));
            }
            Ok(())
        })?;
    }
    if constant.is_some() && !varying.is_empty() {
        let message = "fields that are not `constant` are varying";
        return Err(syn::Error::new(attribute.span(), message));
    }
    let stability = quote!(::certgraph::graphql::plan::Stability);
    let (listed, rest) = match constant {
        Some(constant) => (
            quote!(#(#constant)|* => #stability::Snapshot,),
            quote!(Varying),
        ),
        None if varying.is_empty() => (TokenStream::new(), quote!(Snapshot)),
        None => (
            quote!(#(#varying)|* => #stability::Varying,),
            quote!(Snapshot),
        ),
    };
    let by_period = (!by_period.is_empty()).then(|| quote!(#(#by_period)|* => #stability::Period,));
    let number = number.map(|method| {
        quote! {
            fn number(&self) -> ::std::option::Option<u64> {
                ::std::option::Option::Some(self.#method())
            }
        }
    });
    let period = period.map(|method| {
        quote! {
            fn period(&self) -> u32 {
                self.#method()
            }
        }
    });
    Ok(quote! {
        fn stability(field: &str) -> #stability {
            match field {
                #by_period
                #listed
                _ => #stability::#rest,
            }
        }

        #number

        #period
    })
}

/// The names of fields in parentheses.
fn names(meta: &ParseNestedMeta<'_>) -> Result<Vec<LitStr>> {
    let names;
    parenthesized!(names in meta.input);
    let names = Punctuated::<LitStr, Token![,]>::parse_terminated(&names)?;
    Ok(names.into_iter().collect())
}
