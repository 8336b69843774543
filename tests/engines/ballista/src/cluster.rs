//! The processes of the cluster.

use std::sync::Arc;

use ballista_core::config::TaskSchedulingPolicy;
use ballista_executor::executor_process::{ExecutorProcessConfig, start_executor_process};
use ballista_scheduler::cluster::BallistaCluster;
use ballista_scheduler::config::SchedulerConfig;
use ballista_scheduler::scheduler_process::start_server;
use tokio::net::TcpListener;

use crate::Result;

const HOST: &str = "127.0.0.1";
/// The seconds in which an executor must reach the scheduler.
const CONNECT_TIMEOUT: u16 = 30;

/// Prints ports that no program listens on now, in one line.
pub(crate) async fn print_free_ports(count: usize) -> Result<()> {
    let mut listeners = Vec::new();
    for _ in 0..count {
        listeners.push(TcpListener::bind((HOST, 0)).await?); // kept, so that each has another port
    }
    let ports: std::io::Result<Vec<_>> = listeners.iter().map(|it| Ok(it.local_addr()?.port().to_string())).collect();
    println!("{}", ports?.join(" "));
    Ok(())
}

pub(crate) async fn run_scheduler(port: u16) -> Result<()> {
    let config = SchedulerConfig::default()
        .with_hostname(HOST)
        .with_port(port)
        .with_scheduler_policy(TaskSchedulingPolicy::PullStaged);
    let cluster = BallistaCluster::new_from_config(&config).await?;
    Ok(start_server(cluster, format!("{HOST}:{port}").parse()?, Arc::new(config)).await?)
}

/// Runs an executor with one task at a time, so that a second executor has work too.
pub(crate) async fn run_executor(port: u16, grpc_port: u16, scheduler_port: u16, work_dir: &str) -> Result<()> {
    let config = ExecutorProcessConfig {
        bind_host: HOST.to_owned(),
        external_host: Some(HOST.to_owned()),
        port,
        grpc_port,
        scheduler_host: HOST.to_owned(),
        scheduler_port,
        scheduler_connect_timeout_seconds: CONNECT_TIMEOUT,
        concurrent_tasks: 1,
        task_scheduling_policy: TaskSchedulingPolicy::PullStaged,
        work_dir: Some(work_dir.to_owned()),
        ..ExecutorProcessConfig::default()
    };
    Ok(start_executor_process(Arc::new(config)).await?)
}
