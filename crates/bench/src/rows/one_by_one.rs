//! Row i: every order is pushed as soon as it is paid, by one till and by eight.

use super::Bench;
use super::drain::{EMPTY, FULL, MORE, ONE_BY_ONE, PLAIN, PRODUCTS, read_back};
use crate::baselines::unnest;
use crate::figure::{Bar, Figure, Pair, ReadBack};
use crate::orders;
use crate::shop::Shop;
use anyhow::ensure;
use pos_protocol::device::{TokenRequest, token_message};
use pos_protocol::entry::Sealed;
use pos_protocol::sync::PushRequest;
use pos_till::Till;
use pos_till::sync::{Bearer, Client};
use std::time::Instant;

/// How many orders each till pushes before the clock runs: a server that has just been started is not what a shop has.
const WARM: usize = 100;
/// More entries than a till of this row has, and more bytes.
const ALL: (usize, usize) = (100_000, 1 << 30);

/// One till's orders, and what it pushes before them.
struct Share {
    client: Client,
    register: uuid::Uuid,
    before: Vec<Sealed>,
    warm: Vec<Sealed>,
    orders: Vec<Sealed>,
    till: Till,
}

/// Measures it, in orders per second.
pub fn measure(bench: &mut Bench) -> anyhow::Result<Vec<Figure>> {
    let (runs, each) = (bench.many_runs(), bench.scaled(400));
    let shop = &bench.drained()?.shop;
    let mut shares = ONE_BY_ONE
        .map(|number| share(shop, number, each))
        .collect::<Result<Vec<_>, _>>()?;
    let mut figures = Vec::new();
    for tills in [1, MORE] {
        let mut pairs = Vec::new();
        let mut back = ReadBack::default();
        for _ in 0..runs {
            let (seconds, cpu_s) = push(shop, &mut shares[..tills])?;
            back.ours = read_back(shop, FULL)?;
            let rows = unnest::read(shop, FULL, 1)?;
            shop.copy_database(EMPTY, PLAIN)?;
            let plain = unnest::write(shop, PLAIN, &rows)?;
            back.baseline = read_back(shop, PLAIN)?;
            let orders = |each: u64| (each * tills as u64) as f64;
            pairs.push(Pair {
                ours: orders(each) / seconds,
                baseline: orders(each + WARM as u64) / plain,
                cpu_s,
            });
        }
        figures.push(Figure::of(
            &format!("i-{tills}"),
            "orders/s",
            Bar::AtLeast(0.6),
            &pairs,
            &back,
        ));
    }
    Ok(figures)
}

fn share(shop: &Shop, number: usize, each: u64) -> anyhow::Result<Share> {
    let dir = shop.till_dir(number);
    let mut till = Till::open(&dir, pos_till::TillEnv::system(&dir))?;
    let orders = till.entries_after(0, ALL.0, ALL.1)?;
    let there = orders.len();
    orders::ring(&mut till, WARM as u64 + each, PRODUCTS)?;
    let mut before = till.entries_after(0, ALL.0, ALL.1)?;
    let mut warm = before.split_off(before.len() - WARM - each as usize);
    let orders = warm.split_off(WARM);
    ensure!(before.len() > there, "the till opened no shift");
    Ok(Share {
        client: Client::new(&shop.server_url())?,
        register: till.register(),
        before,
        warm,
        orders,
        till,
    })
}

/// Pushes all orders to a fresh database: the seconds, and the server's processor seconds.
fn push(shop: &Shop, shares: &mut [Share]) -> anyhow::Result<(f64, f64)> {
    shop.copy_database(EMPTY, FULL)?;
    let server = shop.serve(FULL)?;
    let mut tokens = Vec::new();
    for share in shares.iter() {
        let nonce = share.client.nonce()?.nonce;
        let signature = share.till.sign(&token_message(share.register, &nonce));
        let token = share.client.token(&TokenRequest {
            register: share.register,
            signature,
            nonce,
        })?;
        let token = Bearer::new(token.token);
        share.client.push(
            &token,
            &PushRequest {
                entries: share.before.clone(),
            },
            0,
        )?;
        tokens.push(token);
    }
    all_at_once(shares, &tokens, |share| &share.warm)?;
    let (begun, cpu) = (Instant::now(), shop.server_cpu());
    all_at_once(shares, &tokens, |share| &share.orders)?;
    let took = begun.elapsed().as_secs_f64();
    let cpu = shop.server_cpu() - cpu;
    shop.settle(FULL)?;
    server.stop()?;
    Ok((took, cpu))
}

/// Each till pushes its own, one after the other.
fn all_at_once(
    shares: &[Share],
    tokens: &[Bearer],
    orders: fn(&Share) -> &[Sealed],
) -> anyhow::Result<()> {
    std::thread::scope(|scope| {
        let pushes = shares.iter().zip(tokens).map(|(share, token)| {
            // A till's connection to its own file is no other thread's.
            let (client, orders) = (&share.client, orders(share));
            scope.spawn(move || push_one_by_one(client, token, orders))
        });
        let pushes: Vec<_> = pushes.collect();
        pushes.into_iter().try_for_each(|push| {
            push.join()
                .map_err(|_| anyhow::anyhow!("a till's thread panicked"))?
        })
    })
}

fn push_one_by_one(client: &Client, token: &Bearer, orders: &[Sealed]) -> anyhow::Result<()> {
    for order in orders {
        let answer = client.push(
            token,
            &PushRequest {
                entries: vec![order.clone()],
            },
            0,
        )?;
        let held = answer
            .verdicts
            .iter()
            .all(|verdict| verdict.fate.is_held() && verdict.code.is_none());
        ensure!(
            held && answer.verdicts.len() == 1,
            "the server did not book it: {:?}",
            answer.verdicts
        );
    }
    Ok(())
}
