// Engines of these suites are several processes on one PostgreSQL database.
process.env.TEST_ENGINE = 'cluster';
