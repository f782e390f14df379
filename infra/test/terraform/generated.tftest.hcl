# Runs on what was generated, with a provider that only knows the resources' schemas.
mock_provider "aws" {
  mock_resource "aws_sns_topic" {
    defaults = { arn = "arn:aws:sns:us-east-1:111122223333:mocked" }
  }
  mock_resource "aws_sqs_queue" {
    defaults = { arn = "arn:aws:sqs:us-east-1:111122223333:mocked", url = "https://sqs.us-east-1.amazonaws.com/111122223333/mocked" }
  }
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::111122223333:role/mocked" }
  }
  mock_resource "aws_lambda_function" {
    defaults = {
      arn        = "arn:aws:lambda:us-east-1:111122223333:function:mocked"
      invoke_arn = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:111122223333:function:mocked/invocations"
    }
  }
  mock_resource "aws_cloudwatch_log_group" {
    defaults = { arn = "arn:aws:logs:us-east-1:111122223333:log-group:mocked" }
  }
  mock_resource "aws_cloudwatch_event_rule" {
    defaults = { arn = "arn:aws:events:us-east-1:111122223333:rule/mocked" }
  }
  mock_resource "aws_kms_key" {
    defaults = { arn = "arn:aws:kms:us-east-1:111122223333:key/mocked", key_id = "mocked" }
  }
  mock_resource "aws_apigatewayv2_api" {
    defaults = { api_endpoint = "https://mocked.execute-api.us-east-1.amazonaws.com", execution_arn = "arn:aws:execute-api:us-east-1:111122223333:mocked" }
  }
}

run "everything_is_made_and_told" {
  command = apply

  assert {
    condition     = output.api_url == "https://mocked.execute-api.us-east-1.amazonaws.com"
    error_message = "drsctl is not told where the API is"
  }
  assert {
    condition     = output.executions_table == "drs-orchestration-execution-history-prod"
    error_message = "drsctl is told another table than the one deployed"
  }
  assert {
    condition     = output.state_machine_arn == "arn:aws:states:us-east-1:111122223333:stateMachine:drs-orchestration-recovery-prod"
    error_message = "the composed ARN is not that of the state machine's name"
  }
}
