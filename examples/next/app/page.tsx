export default function Home() {
  return <h1>The Garden Club</h1>;
}
