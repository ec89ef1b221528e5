/** The page that asks for the token. It works without JavaScript. */

/** `problem` is one of our own sentences, never what was typed. */
export function loginPage(problem?: string): string {
  const alert = problem ? `<p class="login-problem" role="alert" id="problem">${problem}</p>` : '';
  const described = problem ? ' aria-describedby="problem" aria-invalid="true"' : '';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Sign in · Audience Walker</title>
<link rel="icon" href="/console/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/console/tokens.css">
<link rel="stylesheet" href="/console/login.css">
<script src="/console/scheme.js"></script>
</head>
<body class="login">
<main class="login-box">
<img src="/console/icon.svg" alt="" width="48" height="48">
<h1>Audience Walker</h1>
<p>Type the token of this console. Whoever set it up has it, as <code>CONSOLE_TOKEN</code>.</p>
${alert}
<form method="post" action="/login">
<label for="token">Token</label>
<input id="token" name="token" type="password" autocomplete="current-password" required autofocus${described}>
<button type="submit">Sign in</button>
</form>
</main>
</body>
</html>
`;
}
